package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.FoundInJournal;
import dev.asterbridge.journal.JournalCheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

class RecoveryTests {

    private final OneLane world = new OneLane();
    private final Lanes lanes = world.signals.lanes;
    private Recovery recovery = recovery(new JournalCheck.Sound(0));
    private boolean ready = true;

    @AfterEach
    void stop() {
        world.signals.stop();
        recovery.destroy();
    }

    @Test
    void alertsAreTakenAndNotWorkedOnBefore() {
        Receipt receipt = world.signals.intake.accept(
                new Alert("/t", "s", "b", null, null, false, OneLane.open("0.01")), Duration.ofMillis(50));

        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Pending.class);
        assertThat(world.exchange.placed()).isEmpty();
        assertThat(waitsFor()).endsWith("the start");

        recovery.tick();

        await().untilAsserted(() -> assertThat(world.verdict(receipt.id())).isEqualTo("executed"));
    }

    @Test
    void itWaitsForTheExchange() {
        ready = false;
        String id = world.take(OneLane.open("0.01"));

        recovery.tick();
        recovery.tick();
        assertThat(waitsFor()).isEqualTo("not trading yet, waiting for the exchange");
        assertThat(world.exchange.placed()).isEmpty();

        ready = true;
        recovery.tick();
        assertThat(recovery.health().getStatus()).isEqualTo(Status.UP);
        await().untilAsserted(() -> assertThat(world.verdict(id)).isEqualTo("executed"));
    }

    @Test
    void itWaitsForAJournalThatIsSoundForEver() {
        recovery.destroy();
        recovery = recovery(new JournalCheck.Damaged("an event is missing", "event 1 of chain 0"));
        world.take(OneLane.open("0.01"));

        recovery.tick();
        recovery.tick();
        lanes.wakeAll();

        assertThat(waitsFor()).endsWith("a sound journal");
        assertThat(world.exchange.placed()).isEmpty();
    }

    @Test
    void itWaitsForPositionsThatCannotBeReadYet() {
        world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down for now");

        recovery.tick();
        assertThat(waitsFor()).endsWith("down for now");
        world.exchange.down = null;
        recovery.tick();

        assertThat(recovery.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void itWaitsForAJournalThatDoesNotAnswer() {
        world.journal.down = true;
        recovery.tick();
        assertThat(waitsFor()).endsWith("the disk is full");
        world.journal.down = false;

        recovery.tick();

        assertThat(recovery.health().getStatus()).isEqualTo(Status.UP);
        world.journal.down = true;
        recovery.tick();
        assertThat(recovery.health().getStatus())
                .as("the journal says so itself")
                .isEqualTo(Status.UP);
    }

    @Test
    void everySymbolWithSomethingToDoSomethingHeldOrAPositionIsGoneThrough() {
        world.take(new Signal(new Symbol("ETHUSDT"), null, new Signal.Close()));
        world.journal
                .sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('SOLUSDT', '', 'BOTH', '1'), ('XRPUSDT', '', 'BOTH', '0')")
                .update();
        world.exchange.positions.add(FakeExchange.position("0.5"));

        recovery.tick();

        assertThat(lanesTaken()).containsExactlyInAnyOrder("BTCUSDT", "ETHUSDT", "SOLUSDT");
        assertThat(recovery.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whatIsUnprovenIsLookedUpFirst() {
        world.exchange.onPlace = request -> {
            world.exchange.fill(request);
            return new OrderOutcome.Unknown("no answer");
        };
        String unproven = world.take(OneLane.open("0.01"));
        world.run();
        world.journal.sql().sql("UPDATE lanes SET owner = NULL").update();
        int lookups = world.exchange.lookups;

        recovery.tick();
        world.clock.advance(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(world.verdict(unproven)).isEqualTo("executed"));
        assertThat(world.exchange.lookups).isGreaterThan(lookups);
        assertThat(world.names()).hasSize(1);
    }

    @Test
    void afterwardsItFindsWhatSomebodyElsePutOnRecord() {
        recovery.tick();
        String id = world.take(OneLane.open("0.01"));
        assertThat(world.exchange.placed()).isEmpty();

        recovery.tick();

        await().untilAsserted(() -> assertThat(world.verdict(id)).isEqualTo("executed"));
    }

    @Test
    void itTicksByItself() {
        String id = world.take(OneLane.open("0.01"));

        recovery.start();

        await().untilAsserted(() -> assertThat(world.verdict(id)).isEqualTo("executed"));
        assertThat(recovery.health().getStatus()).isEqualTo(Status.UP);
    }

    private String waitsFor() {
        assertThat(recovery.health().getStatus()).isEqualTo(Status.DOWN);
        return (String) recovery.health().getDetails().get("waits_for");
    }

    private List<String> lanesTaken() {
        return world.journal.read(
                sql -> sql.sql("SELECT symbol FROM lanes").query(String.class).list());
    }

    private Recovery recovery(JournalCheck.Finding finding) {
        ExchangeConnection connection = new ExchangeConnection() {
            @Override
            public State state() {
                return new State(Mode.PAPER, "here", true, ready, null, null, null, null);
            }

            @Override
            public List<Check> selfTest() {
                return List.of();
            }
        };
        return new Recovery(
                world.journal,
                FoundInJournal.always(finding),
                world.signals.records,
                lanes,
                connection,
                world.exchange);
    }
}
