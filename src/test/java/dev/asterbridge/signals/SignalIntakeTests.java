package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.problems.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SignalIntakeTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FakeExchange exchange = new FakeExchange();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock();
    private final Lanes lanes = new Lanes();
    private final SignalIntake intake = new SignalIntake(
            lanes,
            new SignalProcessor(
                    exchange,
                    exchange,
                    exchange,
                    new OrderPlanner(SignalProperties.Rounding.DOWN),
                    OrdersOnFake.service(exchange)),
            new SignalIds(clock, new Random(1)),
            meters);

    @AfterEach
    void stop() {
        lanes.stop();
    }

    @Test
    void opensAndShowsTheOrderAndThePosition() {
        var outcome = (SignalOutcome.Executed) intake.accept(open("0.0105"), LONG);

        assertThat(outcome.message()).isEqualTo("open BUY BTCUSDT: filled 0.01 at 50000");
        assertThat(outcome.order().clientOrderId())
                .isEqualTo(exchange.placed().getFirst().clientOrderId().value());
        assertThat(outcome.position().amount()).isEqualByComparingTo("0.01");
        assertThat(outcome.adjusted()).containsOnlyKeys("quantity");
        assertThat(meters.counter("bridge.alerts", "outcome", "executed").count())
                .isEqualTo(1);
    }

    @Test
    void openIncreaseDecreaseAndCloseEndFlat() {
        intake.accept(open("0.01"), LONG);
        intake.accept(new Signal(BTC, null, new Signal.Increase(null, Quantity.of("0.02"), null)), LONG);
        intake.accept(new Signal(BTC, null, new Signal.Decrease(Quantity.of("0.005"), null)), LONG);
        var closed = (SignalOutcome.Executed) intake.accept(new Signal(BTC, null, new Signal.Close()), LONG);

        assertThat(exchange.placed())
                .extracting(order -> order.side() + " " + order.quantity() + " " + order.reduceOnly())
                .containsExactly("BUY 0.01 false", "BUY 0.02 false", "SELL 0.005 true", "SELL 0.025 true");
        assertThat(closed.position()).isNull();
    }

    @Test
    void aSymbolThatIsNotListedIsRefused() {
        Signal signal = new Signal(new Symbol("NOPEUSDT"), null, new Signal.Close());

        assertThat(refused(signal).detail()).contains("NOPEUSDT").contains("is not listed");
    }

    @Test
    void whileTheExchangeCannotBeAskedNothingIsSent() {
        exchange.positions.add(FakeExchange.position("0.5"));
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        assertThat(refused(new Signal(BTC, null, new Signal.Close())).status()).isEqualTo(504);
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void aRefusalOfTheExchangeIsAnsweredWithItsCode() {
        exchange.onPlace = request -> new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));

        assertThat(refused(open("0.01")).code()).isEqualTo(-2019);
    }

    @Test
    void anOrderThatEndedWithoutAFillIsNoSuccess() {
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.EXPIRED, BigDecimal.ZERO));

        Problem problem = refused(open("0.01"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.detail()).contains("EXPIRED");
    }

    @Test
    void aLimitOrderThatRestsIsASuccess() {
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        Signal signal = new Signal(BTC, null, new Signal.Open(Side.BUY, Quantity.of("0.01"), Price.of("49000")));

        var outcome = (SignalOutcome.Executed) intake.accept(signal, LONG);

        assertThat(outcome.message()).isEqualTo("open BUY BTCUSDT: NEW, filled 0 of 0.01");
    }

    @Test
    void anOrderThatWasFilledInPartIsShownAsSuch() {
        exchange.onPlace = request ->
                new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.EXPIRED, new BigDecimal("0.004")));

        var outcome = (SignalOutcome.Executed) intake.accept(open("0.01"), LONG);

        assertThat(outcome.message()).isEqualTo("open BUY BTCUSDT: EXPIRED, filled 0.004 of 0.01");
    }

    @Test
    void aPositionThatCannotBeReadAfterwardsDoesNotTurnSuccessIntoFailure() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = new OrderOutcome.Accepted(exchange.fill(request));
            exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
            return outcome;
        };

        var outcome = (SignalOutcome.Executed) intake.accept(open("0.01"), LONG);

        assertThat(outcome.position()).isNull();
    }

    @Test
    void whatMayHaveBeenSentIsPendingAndGoesOn() {
        CountDownLatch gate = fillsAfter();

        var outcome = (SignalOutcome.Pending) intake.accept(open("0.01"), SHORT);

        assertThat(outcome.clientOrderId().value()).startsWith("ab-");
        gate.countDown();
        await().until(() -> exchange.orders.size() == 1);
        assertThat(exchange.orders.getFirst().clientOrderId())
                .isEqualTo(outcome.clientOrderId().value());
    }

    @Test
    void whatWasNotSentInTimeIsGivenUpAndItsSenderIsAskedToSendItAgain() {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.whileReading = () -> pass(gate);

        assertThat(refusedWithin(SHORT, new Signal(BTC, null, new Signal.Close()))
                        .status())
                .isEqualTo(503);

        exchange.positions.add(FakeExchange.position("0.5"));
        exchange.whileReading = () -> {};
        gate.countDown();
        assertThat(intake.accept(new Signal(BTC, null, new Signal.Decrease(Quantity.of("0.1"), null)), LONG))
                .isInstanceOf(SignalOutcome.Executed.class);
        assertThat(exchange.placed())
                .singleElement()
                .satisfies(order -> assertThat(order.quantity()).hasToString("0.1"));
    }

    @Test
    void behindAnotherOrderAnOpenIsGivenUpAndAnExitWaits() {
        CountDownLatch gate = fillsAfter();
        intake.accept(open("0.01"), SHORT);

        assertThat(refusedWithin(SHORT, open("0.02")).status()).isEqualTo(503);
        assertThat(intake.accept(new Signal(BTC, null, new Signal.Close()), SHORT))
                .isInstanceOf(SignalOutcome.Pending.class);

        gate.countDown();
        await().until(() -> exchange.orders.size() == 2);
        assertThat(exchange.placed())
                .extracting(order -> order.side() + " " + order.quantity())
                .containsExactly("BUY 0.01", "SELL 0.01");
    }

    @Test
    void anOrderThatCannotBeProvenIsPending() {
        exchange.onPlace = request -> {
            exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "no line");
            return new OrderOutcome.Unknown("reset");
        };

        var outcome = (SignalOutcome.Pending) intake.accept(open("0.01"), LONG);

        assertThat(outcome.message()).contains("not proven");
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void afterTheServiceBeganToStopSignalsAreTurnedAwayWith503() throws InterruptedException {
        lanes.stop();

        assertThat(refused(open("0.01")).status()).isEqualTo(503);
    }

    /** A 202 would be the end of it: nobody would ever send the order. */
    @Test
    void whatStillWaitsWhenTheServiceStopsIsAnsweredWith503() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new OrderOutcome.Accepted(exchange.fill(request));
        };
        intake.accept(open("0.01"), Duration.ofMillis(1));
        await().until(() -> exchange.placed().size() == 1);
        CompletableFuture<SignalOutcome> answer = new CompletableFuture<>();
        Thread alert =
                new Thread(() -> answer.complete(intake.accept(new Signal(BTC, null, new Signal.Close()), LONG)));
        alert.start();
        await().until(() -> alert.getState() == Thread.State.TIMED_WAITING);
        Thread stopping = Thread.ofVirtual().start(lanes::stop);

        Problem problem = ((SignalOutcome.Refused) answer.join()).problem();
        gate.countDown();
        stopping.join();

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).contains("nothing was sent").contains("send it again");
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void aBugBeforeAnythingIsSentIsNotMistakenForAnOutcome() {
        exchange.positions.add(null);

        assertThatIllegalStateException().isThrownBy(() -> intake.accept(open("0.01"), LONG));
        assertThat(exchange.placed()).isEmpty();
    }

    /** A 500 would make the sender send the alert again, and double the order. */
    @Test
    void aBugOnceAnOrderMayBeOutIsPendingSoThatNobodySendsItAgain() {
        for (Throwable bug : List.of(new IllegalStateException("planted"), new StackOverflowError("planted"))) {
            exchange.onPlace = request -> {
                throw sneaky(bug);
            };

            assertThat(intake.accept(open("0.01"), LONG)).isInstanceOf(SignalOutcome.Pending.class);
        }
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void aBugWhileReadingThePositionAfterwardsDoesNotTurnSuccessIntoFailure() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = new OrderOutcome.Accepted(exchange.fill(request));
            exchange.positions.add(null);
            return outcome;
        };

        assertThat(((SignalOutcome.Executed) intake.accept(open("0.01"), LONG)).position())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void withoutAMarkPriceNothingIsOpened(String price) {
        exchange.markPrice = new BigDecimal(price);

        assertThat(refused(open("0.01")).error()).isEqualTo("EXCHANGE_UNREACHABLE");
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void anExitAtMarketNeedsNeitherMarkPriceNorPositionMode() {
        exchange.positions.add(FakeExchange.position("0.5"));
        exchange.markPrice = null;
        exchange.mode = null;

        intake.accept(new Signal(BTC, null, new Signal.Decrease(Quantity.of("0.1"), null)), LONG);
        intake.accept(new Signal(BTC, null, new Signal.Close()), LONG);

        assertThat(exchange.placed())
                .extracting(order -> order.side() + " " + order.quantity() + " " + order.reduceOnly())
                .containsExactly("SELL 0.1 true", "SELL 0.4 true");
    }

    @Test
    void aBugIsLoggedEvenWhenNobodyWaitsForTheAnswer() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Lanes.class);
        lines.start();
        logger.addAppender(lines);
        try {
            exchange.positions.add(null);
            assertThatIllegalStateException().isThrownBy(() -> intake.accept(open("0.01"), LONG));
            await().until(() -> lines.list.size() == 1);
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void showsThePositionOfTheSideThatWasTraded() {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.5", PositionSide.LONG));
        Signal signal = new Signal(BTC, null, new Signal.Open(Side.SELL, Quantity.of("0.01"), null));

        var outcome = (SignalOutcome.Executed) intake.accept(signal, LONG);

        assertThat(outcome.position().amount()).isEqualByComparingTo("-0.01");
    }

    @Test
    void idsAreShortPlainAndInTheOrderOfTheirMaking() {
        TestClock clock = new TestClock();
        SignalIds ids = new SignalIds(clock, new Random(7));
        String first = ids.next().value();
        clock.advance(Duration.ofMillis(1));

        assertThat(first).matches("ab-[0-9a-v]{22}");
        assertThat(ids.next().value()).isGreaterThan(first);
    }

    private CountDownLatch fillsAfter() {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            pass(gate);
            return new OrderOutcome.Accepted(exchange.fill(request));
        };
        return gate;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Problem refusedWithin(Duration wait, Signal signal) {
        return ((SignalOutcome.Refused) intake.accept(signal, wait)).problem();
    }

    private static Signal open(String quantity) {
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Quantity.of(quantity), null));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable bug) throws T {
        throw (T) bug;
    }

    private Problem refused(Signal signal) {
        return ((SignalOutcome.Refused) intake.accept(signal, LONG)).problem();
    }
}
