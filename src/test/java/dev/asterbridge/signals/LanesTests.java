package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The lanes on their own threads. */
class LanesTests {

    private static final Symbol ETH = new Symbol("ETHUSDT");

    private final OneLane world = new OneLane();
    private final Lanes lanes = world.signals.lanes;
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void openThem() {
        list(ETH);
        lanes.open();
    }

    private void list(Symbol symbol) {
        InstrumentRules btc = FakeExchange.btcRules();
        world.exchange.rules.put(
                symbol,
                new InstrumentRules(
                        symbol,
                        "TRADING",
                        symbol.name().replace("USDT", ""),
                        "USDT",
                        btc.price(),
                        btc.lot(),
                        btc.marketLot(),
                        btc.minNotional(),
                        btc.multiplierUp(),
                        btc.multiplierDown()));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        lanes.stop();
    }

    @Test
    void everyWakeIsHeard() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(world.take(OneLane.open("0.01")));
            lanes.wake(BTC);
        }

        await().untilAsserted(() -> assertThat(world.exchange.placed()).hasSize(200));
        await().untilAsserted(() -> assertThat(world.verdict(ids.getLast())).isEqualTo("executed"));
        assertThat(world.exchange.placed())
                .extracting(order -> order.clientOrderId().value().substring(3, 25))
                .as("in the order of arrival")
                .containsExactlyElementsOf(ids);
    }

    @Test
    void aLaneThatIsHeldUpHoldsUpNoOther() {
        hold(BTC);
        String held = world.take(OneLane.open("0.01"));
        String free = world.take(new Signal(ETH, null, OneLane.open("0.01").intent()));
        lanes.wakeAll();

        await().untilAsserted(() -> assertThat(world.verdict(free)).isEqualTo("executed"));
        assertThat(world.verdict(held)).isNull();
        gate.countDown();
        await().untilAsserted(() -> assertThat(world.verdict(held)).isEqualTo("executed"));
    }

    @Test
    void anOrderIsLookedUpHoweverManyHang() {
        AtomicInteger hanging = new AtomicInteger();
        world.exchange.onPlace = request -> {
            if (request.symbol().equals(BTC)) {
                world.exchange.orders.add(world.exchange.fill(request));
                return new OrderOutcome.Unknown("no answer");
            }
            hanging.incrementAndGet();
            return held(request);
        };
        String unknown = world.take(OneLane.open("0.01"));
        lanes.wake(BTC);
        await().until(() -> world.exchange.placed().size() == 1);
        for (int i = 10; i < 40; i++) {
            Symbol symbol = new Symbol("P%dUSDT".formatted(i));
            list(symbol);
            world.take(new Signal(symbol, null, OneLane.open("0.01").intent()));
            lanes.wake(symbol);
        }
        await().until(() -> hanging.get() == 12);

        world.clock.advance(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(world.verdict(unknown)).isEqualTo("executed"));
        assertThat(hanging).as("lanes that hold a place all the while").hasValue(12);
    }

    @Test
    void aPositionHasItsStopHoweverManyAreLookedUp() {
        AtomicInteger hanging = new AtomicInteger();
        world.exchange.onPlace = request ->
                request.reduceOnly() || !request.symbol().equals(BTC)
                        ? new OrderOutcome.Unknown("no answer")
                        : world.exchange.take(request);
        world.exchange.onFind = found -> {
            if (!BTC.name().equals(MDC.get("symbol"))) {
                hanging.incrementAndGet();
                waitForGate();
            }
            return found;
        };
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%"));
        world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.01"), entry)));
        lanes.wake(BTC);
        await().until(() -> world.exchange.placed().size() == 2);
        for (int i = 10; i < 40; i++) {
            Symbol symbol = new Symbol("P%dUSDT".formatted(i));
            list(symbol);
            world.take(new Signal(symbol, null, OneLane.open("0.01").intent()));
            lanes.wake(symbol);
        }
        await().until(() -> world.exchange.placed().size() == 32);
        world.clock.advance(Duration.ofSeconds(1));
        lanes.wakeAll();
        await().until(() -> hanging.get() == 12);

        world.exchange.onPlace = world.exchange::take;
        world.clock.advance(Duration.ofSeconds(3));
        lanes.wake(BTC);

        await().untilAsserted(() ->
                assertThat(world.exchange.orders).as("stopped, or closed").anyMatch(order -> order.reduceOnly()));
    }

    @Test
    void aSignalIsNotSentTwiceHoweverOftenItsLaneIsWoken() {
        hold(BTC);
        world.take(OneLane.open("0.01"));
        for (int i = 0; i < 50; i++) {
            lanes.wake(BTC);
            lanes.wakeAll();
        }
        await().until(() -> !world.exchange.placed().isEmpty());
        gate.countDown();

        await().until(() -> world.journal.read(world.signals.records::underWay).isEmpty());
        assertThat(world.exchange.placed()).hasSize(1);
    }

    @Test
    void beforeTheyAreOpenNothingIsStarted() {
        OneLane other = new OneLane();
        other.take(OneLane.open("0.01"));

        other.signals.lanes.wake(BTC);
        other.signals.lanes.wakeAll();
        other.signals.stop();

        assertThat(other.exchange.placed()).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgain() {
        int[] failures = {2};
        world.exchange.whileReading = () -> {
            if (failures[0]-- > 0) {
                throw new IllegalStateException("planted");
            }
        };
        String id = world.take(OneLane.open("0.01"));
        lanes.wake(BTC);

        await().untilAsserted(() -> assertThat(world.verdict(id)).isEqualTo("executed"));
    }

    @Test
    void aJournalThatFailsForAWhileStopsNothingForEver() {
        String id = world.take(OneLane.open("0.01"));
        world.journal.down = true;
        lanes.wake(BTC);
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        world.journal.down = false;

        await().untilAsserted(() -> assertThat(world.verdict(id)).isEqualTo("executed"));
    }

    @Test
    void stoppingLetsWhatIsSentFinishAndStartsNothing() {
        hold(BTC);
        String sent = world.take(OneLane.open("0.01"));
        String waits = world.take(OneLane.open("0.02"));
        lanes.wake(BTC);
        await().until(() -> !world.exchange.placed().isEmpty());
        Thread.ofVirtual().start(() -> {
            await().until(lanes::isStopping);
            gate.countDown();
        });

        lanes.stop();

        assertThat(gate.getCount()).isZero();
        assertThat(world.attempts(sent)).containsExactly("executed");
        assertThat(world.verdict(waits)).isNull();
        assertThat(world.exchange.placed()).hasSize(1);
        assertThat(lanes.isRunning()).isFalse();
    }

    @Test
    void stoppingDoesNotWaitForWhatDoesNotEnd() {
        hold(BTC);
        world.take(OneLane.open("0.01"));
        lanes.wake(BTC);
        await().until(() -> !world.exchange.placed().isEmpty());
        long start = System.nanoTime();

        lanes.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void afterTheStopAWakeDoesNothing() {
        lanes.stop();
        String id = world.take(OneLane.open("0.01"));

        assertThatCode(() -> {
                    lanes.wake(BTC);
                    lanes.wakeAll();
                    lanes.recover(BTC);
                })
                .doesNotThrowAnyException();

        assertThat(world.verdict(id)).isNull();
        assertThat(world.exchange.placed()).isEmpty();
    }

    @Test
    void aLaneIsRecoveredBeforeItIsWorkedOn() {
        OneLane other = new OneLane();
        String id = other.take(OneLane.open("0.01"));

        other.signals.lanes.recover(BTC);

        await().untilAsserted(() -> assertThat(other.verdict(id)).isEqualTo("executed"));
        other.signals.stop();
    }

    private void hold(Symbol symbol) {
        world.exchange.onPlace = (OrderRequest request) -> {
            return request.symbol().equals(symbol)
                    ? held(request)
                    : new OrderOutcome.Accepted(world.exchange.fill(request));
        };
    }

    private OrderOutcome held(OrderRequest request) {
        waitForGate();
        return new OrderOutcome.Accepted(world.exchange.fill(request));
    }

    private void waitForGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
