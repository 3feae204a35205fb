package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.signals.OneLane.close;
import static dev.asterbridge.signals.OneLane.decrease;
import static dev.asterbridge.signals.OneLane.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane that ends in the middle, whose journal fails, or that another instance takes away. */
class CrashTests {

    /** More than there are moments at which something can go wrong in the story below. */
    private static final int MOMENTS = 45;

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;
    private final List<String> executed = new ArrayList<>();
    private int left = Integer.MAX_VALUE;
    private RuntimeException failure;

    static Stream<Integer> moments() {
        return IntStream.range(0, MOMENTS).boxed();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void whereverTheProcessEndsEachSignalIsExecutedOnce(int moment) {
        List<String> ids = story();
        left = moment;
        try {
            world.run();
        } catch (PowerCut e) {
            world.crash();
        }
        left = Integer.MAX_VALUE;

        world.pass(Duration.ofMinutes(3));

        judge(ids);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void wheneverTheJournalFailsEachSignalIsExecutedOnce(int moment) {
        List<String> ids = story();
        left = moment;
        failure = new JournalUnavailable("the disk is full");
        try {
            world.run();
        } catch (JournalUnavailable e) {
            world.clock.advance(Duration.ofSeconds(1));
        }
        left = Integer.MAX_VALUE;

        world.pass(Duration.ofMinutes(3));

        judge(ids);
    }

    @Test
    void theStoryHasFewerMomentsThanAreTried() {
        story();
        left = 1000;
        world.run();

        assertThat(1000 - left).isBetween(20, MOMENTS - 1);
    }

    @Test
    void anAttemptThatMayHaveBeenSentBeforeTheCrashIsLookedUpAndNotSentAgain() {
        String id = world.take(open("0.01"));
        exchange.onPlace = request -> {
            exchange.fill(request);
            throw new PowerCut();
        };
        assertThatExceptionOfType(PowerCut.class).isThrownBy(() -> world.run());
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fill(request));
        world.crash();

        world.pass(Duration.ofSeconds(5));

        assertThat(world.names()).containsExactly("ab-" + id + "-1");
        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.journal.recorded).noneMatch(event -> event.contains("drift"));
    }

    @Test
    void whatIsHeldIsNotComparedBeforeEveryRequestIsProven() {
        exchange.onPlace = request -> {
            exchange.fill(request);
            throw new PowerCut();
        };
        String id = world.take(open("0.01"));
        assertThatExceptionOfType(PowerCut.class).isThrownBy(() -> world.run());
        var hidden = exchange.orders.removeLast();
        world.crash();

        world.pass(Duration.ofSeconds(10));
        assertThat(world.lane.isReconciled()).isFalse();
        exchange.orders.add(hidden);
        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.lane.isReconciled()).isTrue();
        assertThat(world.journal.recorded).noneMatch(event -> event.contains("drift"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch = epoch + 1", "owner = NULL", "owner = 'dead'"})
    void aLaneThatIsNotOursAnyMoreIsTakenAnewAndComparedAnew(String change) {
        world.run();
        world.journal.sql().sql("UPDATE lanes SET " + change).update();
        String id = world.take(open("0.01"));

        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("lane_taken"))
                .hasSize(2);
    }

    @Test
    void theLaneOfALivingInstanceIsNotTouched() {
        world.run();
        JournalInMemory other = world.journal.as("other");
        Lane theirs = new SignalsOnFake(exchange, world.clock, other, SignalProperties.OnDrift.ADOPT).lane(BTC);
        String id = world.take(open("0.01"));

        assertThat(theirs.step()).contains(Duration.ofSeconds(1));
        assertThat(theirs.step()).contains(Duration.ofSeconds(1));
        assertThat(exchange.placed()).isEmpty();
        assertThat(theirs.isReconciled()).isFalse();

        world.journal.die();
        world.clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            theirs.step();
        }
        assertThat(world.names()).containsExactly("ab-" + id + "-1");
    }

    @Test
    void aLaneThatIsTakenAwayBetweenPlanAndRecordSendsNothing() {
        world.run();
        String id = world.take(open("0.01"));
        exchange.whileReading = () -> {
            exchange.whileReading = () -> {};
            JournalInMemory thief = world.journal.as("thief");
            world.journal.die();
            thief.write(tx -> new LaneRecords().claim(tx, BTC));
        };

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> world.lane.step());

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.attempts(id)).isEmpty();
        assertThat(world.verdict(id)).isNull();
    }

    @Test
    void aLaneThatIsTakenAwayAfterTheOrderLeavesTheVerdictToItsOwner() {
        world.run();
        String id = world.take(open("0.01"));
        exchange.onPlace = request -> {
            JournalInMemory thief = world.journal.as("thief");
            world.journal.die();
            thief.write(tx -> new LaneRecords().claim(tx, BTC));
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> world.lane.step());

        assertThat(world.attempts(id)).containsExactly("executed");
        assertThat(world.verdict(id)).isNull();
    }

    @Test
    void aDecreaseThatWentEarlyIsNotDoneAgainAfterTheCrash() {
        world.hold("0.5");
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        world.take(open("0.01"));
        world.run();
        String less = world.take(decrease("0.1"));
        exchange.onPlace = request -> {
            exchange.whileReading = () -> {
                throw new PowerCut();
            };
            return new OrderOutcome.Accepted(exchange.fill(request));
        };
        assertThatExceptionOfType(PowerCut.class).isThrownBy(() -> world.run());
        assertThat(world.attempts(less)).containsExactly("executed");
        exchange.whileReading = () -> {};
        world.crash();

        world.pass(Duration.ofMinutes(2));

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.1");
        assertThat(world.verdict(less)).isEqualTo("executed");
    }

    @Test
    void aLaneWhoseLeaseIsOverSendsNothing() {
        world.run();
        String id = world.take(open("0.01"));
        exchange.whileReading = () -> world.journal.die();

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> world.lane.step());

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.attempts(id)).isEmpty();
    }

    @Test
    void aLaneThatIsClosedBetweenPlanAndRecordSendsNothing() {
        world.run();
        String id = world.take(open("0.01"));
        exchange.whileReading = () -> world.lane.close();

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> world.lane.step());

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.verdict(id)).isNull();
    }

    @Test
    void anOwnerWhoseLaneWasTakenAndGivenBackStartsAnew() {
        world.run();
        JournalInMemory thief = world.journal.as("thief");
        thief.write(tx -> tx.sql()
                .sql("UPDATE lanes SET owner = 'thief', epoch = epoch + 1")
                .update());
        thief.die();
        String id = world.take(open("0.01"));

        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("lane_taken"))
                .hasSize(2);
    }

    /** A day's work, in which the exchange keeps its own books. */
    private List<String> story() {
        world.hold("0.5");
        exchange.onPlace = request -> {
            moment();
            executed.add(request.clientOrderId().value());
            exchange.fill(request);
            moment();
            return new OrderOutcome.Accepted(exchange.orders.getLast());
        };
        exchange.whileReading = failure == null ? this::moment : () -> {};
        world.journal.beforeCommit = this::moment;
        return List.of(world.take(decrease("0.1")), world.take(decrease("0.05")), world.take(close()));
    }

    private void moment() {
        if (left-- == 0) {
            if (failure != null) {
                throw failure;
            }
            throw new PowerCut();
        }
    }

    /** A decrease that was on record and never sent may find nothing left after the close that did not wait for it. */
    private void judge(List<String> ids) {
        assertThat(world.held()).isEqualTo("0");
        assertThat(world.verdict(ids.getLast())).isEqualTo("executed");
        for (String id : ids) {
            long times = executed.stream().filter(name -> name.contains(id)).count();
            assertThat(times).isLessThanOrEqualTo(1);
            assertThat(world.verdict(id)).isEqualTo(times == 1 ? "executed" : "refused POSITION_NOT_FOUND");
            assertThat(world.attempts(id)).doesNotContain("live");
        }
        assertThat(new HashSet<>(world.names())).hasSameSizeAs(world.names());
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("drift_found"))
                .allMatch(event -> event.contains("{what=0.5 BTCUSDT more is held"));
    }

    /** Nothing in the service handles it, just as nothing handles a power cut. */
    private static final class PowerCut extends Error {

        private static final long serialVersionUID = 1;
    }
}
