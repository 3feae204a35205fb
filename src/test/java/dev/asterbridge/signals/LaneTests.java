package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.signals.OneLane.close;
import static dev.asterbridge.signals.OneLane.decrease;
import static dev.asterbridge.signals.OneLane.open;
import static dev.asterbridge.signals.OneLane.openAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane that nothing happens to but what the exchange and the clock do. */
class LaneTests {

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    @Test
    void aSignalIsPlannedRecordedSentOnceAndDecided() {
        List<String> onRecordWhenSent = new ArrayList<>();
        String id = world.take(open("0.0105"));
        exchange.onPlace = request -> {
            onRecordWhenSent.addAll(world.attempts(id));
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        world.run();

        assertThat(onRecordWhenSent).containsExactly("live");
        assertThat(world.names()).containsExactly("ab-" + id + "-1");
        assertThat(world.attempts(id)).containsExactly("executed");
        var executed = (SignalOutcome.Executed) world.outcome(id);
        assertThat(executed.message()).isEqualTo("open BUY BTCUSDT: filled 0.01 at 50000");
        assertThat(executed.position().amount()).isEqualByComparingTo("0.01");
        assertThat(executed.adjusted()).containsOnlyKeys("quantity");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.startsWith(id))
                .extracting(event -> event.split(" ")[1])
                .containsExactly(
                        "signal_accepted",
                        "signal_planned",
                        "attempt_recorded",
                        "attempt_executed",
                        "order_filled",
                        "signal_executed");
        assertThat(world.journal.recorded).anyMatch(event -> event.contains("quantity 0.0105 became 0.01 (LOT_SIZE)"));
    }

    @Test
    void signalsTakeTheirTurnsInTheOrderOfArrival() {
        String first = world.take(open("0.01"));
        String second = world.take(open("0.02"));
        String third = world.take(decrease("0.005"));
        String last = world.take(close());

        assertThat(world.run()).isEmpty();

        assertThat(world.sent()).containsExactly("BUY 0.01", "BUY 0.02", "SELL 0.005", "SELL 0.025");
        assertThat(List.of(first, second, third, last))
                .allMatch(id -> world.verdict(id).equals("executed"));
        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void anAlertIsGivenUpInTimeThoughTheExchangeWasNeverReached() {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "no route");
        String id = world.take(open("0.01"));

        world.pass(Duration.ofSeconds(62));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void whatGrewTooOldWhileItWasPlannedIsNotSent() {
        String id = world.take(open("0.01"));
        exchange.onBrackets = () -> world.clock.advance(Duration.ofSeconds(61)); // as when a machine is suspended

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> world.pass(Duration.ofSeconds(2)));
        world.pass(Duration.ofSeconds(2));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(exchange.placed()).isEmpty();
        assertThat(world.attempts(id)).isEmpty();
    }

    @Test
    void anIdleLaneHasNothingToDoAndAsksNothing() {
        world.run();
        int lookups = exchange.lookups;

        assertThat(world.lane.step()).isEmpty();
        assertThat(world.lane.isReconciled()).isTrue();
        assertThat(exchange.lookups).isEqualTo(lookups);
    }

    @Test
    void aLaneThatWasClosedStartsNothing() {
        String id = world.take(open("0.01"));
        world.lane.close();

        assertThat(world.lane.step()).isEmpty();
        assertThat(world.verdict(id)).isNull();
        assertThat(exchange.placed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOCK", "RATE_LIMITED", "UNREACHABLE", "TOO_SLOW"})
    void whatDidNotGetThroughIsTriedAgainUnderAnotherName(Refusal.Reason reason) {
        refuseTimes(2, reason, null);
        String id = world.take(open("0.01"));

        assertThat(world.run()).contains(Duration.ofMillis(500));
        world.clock.advance(Duration.ofMillis(499));
        assertThat(world.run()).contains(Duration.ofMillis(1));
        world.clock.advance(Duration.ofMillis(1));
        assertThat(world.run()).contains(Duration.ofSeconds(1));
        world.pass(Duration.ofSeconds(1));

        assertThat(world.names()).containsExactly("ab-" + id + "-1", "ab-" + id + "-2", "ab-" + id + "-3");
        assertThat(world.attempts(id)).containsExactly("refused", "refused", "executed");
        assertThat(world.journal
                        .sql()
                        .sql("SELECT leg FROM orders")
                        .query(Integer.class)
                        .list())
                .as("one order, tried three times")
                .containsExactly(1);
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void itWaitsAsLongAsTheExchangeSaysButNeverTooLong() {
        refuseTimes(1, Refusal.Reason.RATE_LIMITED, Duration.ofSeconds(3));
        world.take(open("0.01"));
        assertThat(world.run()).contains(Duration.ofSeconds(3));
        world.pass(Duration.ofSeconds(3));

        refuseTimes(9, Refusal.Reason.RATE_LIMITED, Duration.ofMinutes(5));
        world.take(open("0.01"));
        assertThat(world.run()).contains(Duration.ofSeconds(10));
    }

    @Test
    void itWaitsTwiceAsLongEachTimeUpToTenSeconds() {
        refuseTimes(99, Refusal.Reason.UNREACHABLE, null);
        world.take(open("0.01"));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Duration due = world.run().orElseThrow();
            waits.add(due.toMillis());
            world.clock.advance(due);
        }

        assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
    }

    @Test
    void aClockThatJumpsDoesNotMakeItWaitLonger() {
        world.hold("0.5");
        refuseTimes(1, Refusal.Reason.UNREACHABLE, null);
        String id = world.take(decrease("0.01"));
        world.run();
        world.clock.advance(Duration.ofHours(-1));

        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void whatCouldNotBeOpenedInAMinuteIsExpired() {
        refuseTimes(99, Refusal.Reason.RATE_LIMITED, null);
        String id = world.take(open("0.01"));

        world.pass(Duration.ofSeconds(60));
        assertThat(world.verdict(id)).isNull();
        world.pass(Duration.ofSeconds(11));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(((SignalOutcome.Refused) world.outcome(id)).problem().detail())
                .contains("nothing of it was executed")
                .contains("because");
        assertThat(world.run()).isEmpty();
    }

    @Test
    void anExitIsTriedForTenMinutes() {
        world.hold("0.5");
        refuseTimes(999, Refusal.Reason.NOT_AUTHORISED, null);
        String id = world.take(close());

        world.pass(Duration.ofSeconds(595));
        assertThat(world.verdict(id)).isNull();
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fill(request));
        world.pass(Duration.ofSeconds(5));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void anExitThatNothingLetsThroughIsExpiredToo() {
        world.hold("0.5");
        refuseTimes(999, Refusal.Reason.UNREACHABLE, null);
        String id = world.take(close());

        world.pass(Duration.ofSeconds(611));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "NOT_AUTHORISED"})
    void aDefiniteRefusalDecides(Refusal.Reason reason) {
        refuseTimes(1, reason, null);
        String id = world.take(open("0.01"));

        assertThat(world.run()).isEmpty();

        assertThat(world.verdict(id))
                .isEqualTo(
                        reason == Refusal.Reason.REFUSED
                                ? "refused REFUSED_BY_EXCHANGE"
                                : "refused NOT_AUTHORISED_AT_EXCHANGE");
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void anOrderThatEndedWithoutAFillIsARefusalAndOneFilledInPartIsNot() {
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.EXPIRED, BigDecimal.ZERO));
        String none = world.take(open("0.01"));
        world.run();
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fillAtMark(request, new BigDecimal("0.004")));
        String some = world.take(open("0.01"));
        world.run();
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        String resting = world.take(openAt("0.01", "49500"));
        world.run();

        assertThat(world.verdict(none)).isEqualTo("refused ORDER_NOT_FILLED");
        assertThat(world.outcome(none).toString()).contains("ended it EXPIRED without a fill: nothing was on offer");
        assertThat(((SignalOutcome.Executed) world.outcome(some)).message())
                .isEqualTo("open BUY BTCUSDT: EXPIRED, filled 0.004 of 0.01");
        assertThat(((SignalOutcome.Executed) world.outcome(resting)).message())
                .isEqualTo("open BUY BTCUSDT: NEW, filled 0 of 0.01");
    }

    @Test
    void aPositionThatCannotBeReadIsNoFlatOne() {
        world.hold("0.5");
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
        String id = world.take(close());

        world.pass(Duration.ofSeconds(30));
        assertThat(world.verdict(id)).isNull();
        assertThat(exchange.placed()).isEmpty();
        exchange.down = null;
        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.names()).containsExactly("ab-" + id + "-1");
    }

    @Test
    void aPositionThatCannotBeReadAfterwardsDoesNotTurnSuccessIntoFailure() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = new OrderOutcome.Accepted(exchange.fill(request));
            exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
            return outcome;
        };
        String id = world.take(open("0.01"));

        world.run();

        assertThat(((SignalOutcome.Executed) world.outcome(id)).position()).isNull();
    }

    @Test
    void withoutAMarkPriceNothingIsOpenedAndAnExitGoes() {
        world.hold("0.5");
        exchange.markPrice = BigDecimal.ZERO;
        String open = world.take(open("0.01"));
        String close = world.take(close());

        world.run();

        assertThat(world.sent()).containsExactly("SELL 0.5");
        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.verdict(open)).isEqualTo("superseded SUPERSEDED");
    }

    @Test
    void aSymbolThatIsNotListedIsRefused() {
        exchange.rules.remove(BTC);
        String id = world.take(close());

        world.run();

        assertThat(world.verdict(id)).isEqualTo("refused INVALID_REQUEST");
        assertThat(((SignalOutcome.Refused) world.outcome(id)).problem().detail())
                .contains("BTCUSDT")
                .contains("is not listed");
    }

    @Test
    void whileFrozenNothingIsOpenedAndExitsGo() {
        world.hold("0.5");
        world.frozen("0.5 more is held");
        String open = world.take(open("0.01"));
        String close = world.take(close());

        world.run();

        assertThat(world.verdict(open)).isEqualTo("refused SYMBOL_FROZEN");
        assertThat(((SignalOutcome.Refused) world.outcome(open)).problem().detail())
                .contains("0.5 more is held")
                .contains("POST /lanes/BTCUSDT/release");
        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.sent()).containsExactly("SELL 0.5");
    }

    @Test
    void whatWasPlannedForTheOtherPositionModeIsPlannedOnceMore() {
        exchange.onPlace = request -> {
            exchange.mode = PositionMode.HEDGE;
            return request.positionSide() == PositionSide.BOTH
                    ? otherMode()
                    : new OrderOutcome.Accepted(exchange.fill(request));
        };

        String id = world.take(open("0.01"));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.attempts(id)).containsExactly("refused", "executed");
    }

    @Test
    void aPositionModeThatNeverFitsIsRefusedInTheEnd() {
        exchange.onPlace = request -> otherMode();

        String id = world.take(open("0.01"));
        world.run();

        assertThat(world.verdict(id)).startsWith("refused ");
        assertThat(world.attempts(id)).containsExactly("refused", "refused");
    }

    private static OrderOutcome otherMode() {
        return new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -4061, "Position side does not match.", null, null));
    }

    @Test
    void inHedgeModeAnExitEndsThePositionItMeans() {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.5", PositionSide.LONG));
        exchange.positions.add(FakeExchange.position("-0.3", PositionSide.SHORT));
        String either = world.take(close());
        String meant = world.take(new Signal(BTC, PositionSide.SHORT, new Signal.Close()));

        world.pass(Duration.ofSeconds(3));

        assertThat(world.verdict(either)).isEqualTo("refused INVALID_REQUEST");
        assertThat(world.verdict(meant)).isEqualTo("executed");
        assertThat(exchange.placed()).singleElement().satisfies(order -> {
            assertThat(order.positionSide()).isEqualTo(PositionSide.SHORT);
            assertThat(order + "").contains("BUY").contains("0.3");
        });
        assertThat(world.held()).isEqualTo("0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "close"})
    void whatWaitsBehindAnotherIsExpiredOnlyByItsOwnTime(String action) {
        world.hold("0.5");
        String id = world.take(action.equals("open") ? open("0.01") : close());
        world.clock.advance(Duration.ofSeconds(61));

        world.run();

        assertThat(world.verdict(id)).isEqualTo(action.equals("open") ? "expired SIGNAL_EXPIRED" : "executed");
    }

    @Test
    void whatIsTakenAtTheVeryLastMomentIsStillFresh() {
        String id = world.take(open("0.01"));
        world.clock.advance(Duration.ofSeconds(60));

        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void lanesOfOtherSymbolsAreLeftAlone() {
        String id = world.take(open("0.01"));
        Lane other = world.signals.lane(new Symbol("ETHUSDT"));

        Optional<Duration> due = Optional.of(Duration.ZERO);
        while (due.isPresent()) {
            due = other.step();
        }

        assertThat(world.verdict(id)).isNull();
        assertThat(exchange.placed()).isEmpty();
    }

    private void refuseTimes(int times, Refusal.Reason reason, Duration retryAfter) {
        int[] left = {times};
        exchange.onPlace = request -> left[0]-- > 0
                ? new OrderOutcome.Rejected(new Refusal(reason, -1, "because", null, retryAfter))
                : new OrderOutcome.Accepted(exchange.fill(request));
    }

    @Test
    void aPositionThatCannotBeReadIsAskedForNoOftenerWhenTheLaneIsWoken() {
        List<String> reads = new ArrayList<>();
        exchange.whileReading = () -> {
            reads.add("read");
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "nobody there"));
        };
        world.take(close());

        for (int woken = 0; woken < 20; woken++) {
            world.run();
        }
        assertThat(reads).hasSize(1);

        exchange.whileReading = () -> {};
        world.pass(Duration.ofSeconds(2));
        assertThat(world.lane.isReconciled()).isTrue();
    }
}
