package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InquiryTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final Instant start = clock.instant();
    private final Instant horizon = start.plusSeconds(63);
    private final OrderRequest request = new OrderRequest(
            new ClientOrderId("ab-x-1"),
            BTC,
            Side.BUY,
            PositionSide.BOTH,
            Quantity.of("0.01"),
            new OrderTerms.Market(),
            false);
    private final LiveAttempt attempt =
            new LiveAttempt(new Leg("x", 1, false, "", Purpose.ASKED), request, start, horizon);
    private final Inquiry inquiry =
            new Inquiry(attempt, "it was sent", exchange.orderReader, exchange.exchangeClock(clock), clock);

    @Test
    void asksSoonAtFirstAndThenLessOften() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            waits.add(inquiry.untilDue().toMillis());
            clock.advance(inquiry.untilDue());
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        }

        assertThat(waits)
                .containsExactly(
                        200L, 200L, 300L, 500L, 1000L, 1000L, 1000L, 1000L, 2000L, 2000L, 2000L, 2000L, 2000L, 2000L);
    }

    @Test
    void asksAtOnceForWhatWasSentAWhileAgo() {
        clock.advance(Duration.ofMillis(200));
        Inquiry late = new Inquiry(attempt, "it was sent", exchange.orderReader, exchange.exchangeClock(clock), clock);

        assertThat(late.untilDue()).isZero();
        assertThat(late.look()).isInstanceOf(Placement.Unproven.class);
        assertThat(late.untilDue()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anOrderThatIsFoundIsPlaced() {
        Order order = exchange.fill(request);

        assertThat(inquiry.look()).isEqualTo(new Placement.Placed(order));
    }

    @Test
    void beforeTheHorizonAMissingOrderProvesNothing() {
        for (int i = 0; i < 200; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        }
        assertThat(inquiry.why()).contains("may still take it until " + horizon);
        assertThat(inquiry.needsPerson()).isFalse();
    }

    @Test
    void atTheVeryHorizonItProvesNothingEither() {
        clock.advance(Duration.ofSeconds(63));
        for (int i = 0; i < 5; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        }
        exchange.ahead = Duration.ofMillis(1);
        for (int i = 0; i < 5; i++) {
            assertThat(inquiry.look()).as("by our time").isInstanceOf(Placement.Unproven.class);
        }
        clock.advance(Duration.ofMillis(1));
        exchange.ahead = Duration.ofMillis(-1);
        for (int i = 0; i < 9; i++) {
            assertThat(inquiry.look()).as("by the exchange's").isInstanceOf(Placement.Unproven.class);
        }
    }

    @Test
    void aClockThatJumpedBackDoesNotPutTheProofOffForEver() {
        for (int i = 0; i < 10; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        }
        exchange.ahead = Duration.ofHours(1);

        assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.look()).isInstanceOf(Placement.NotExecuted.class);
    }

    @Test
    void aWaitThatTheExchangeAskedForIsNotDoubled() {
        for (int i = 0; i < 5; i++) {
            exchange.down = new Refusal(Refusal.Reason.RATE_LIMITED, null, "busy", null, Duration.ofSeconds(2));
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
            assertThat(inquiry.untilDue()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void afterTheHorizonItIsAskedForThreeTimesASecondApart() {
        clock.advance(Duration.ofSeconds(63).plusMillis(1));

        assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));

        assertThat(inquiry.look())
                .isInstanceOfSatisfying(
                        Placement.NotExecuted.class,
                        not -> assertThat(not.proof())
                                .contains("not found 3 times after " + horizon)
                                .contains("nor in the history or the trades"));
        assertThat(exchange.windows)
                .singleElement()
                .asString()
                .isEqualTo("BTCUSDT %s %s"
                        .formatted(clock.instant().minus(Duration.ofDays(7)).plusSeconds(60), clock.instant()));
    }

    @Test
    void itIsAskedForRightAfterTheHorizon() {
        clock.advance(Duration.ofSeconds(62));
        for (int i = 0; i < 12; i++) {
            inquiry.look();
        }

        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofMillis(1010));
        clock.advance(Duration.ofMillis(500));
        inquiry.look();
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofMillis(510));
    }

    @Test
    void ourClockThatJumpsAheadProvesNothing() {
        clock.advance(Duration.ofHours(1));
        exchange.ahead = Duration.ofHours(-1);
        for (int i = 0; i < 9; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
            clock.advance(Duration.ofSeconds(1));
        }

        clock.advance(Duration.ofSeconds(60));
        assertThat(proofs(3)).isInstanceOf(Placement.NotExecuted.class);
    }

    @Test
    void ourClockThatJumpsBackMakesNoProofOfTooFewMisses() {
        clock.advance(Duration.ofHours(-1));
        exchange.ahead = Duration.ofHours(1);
        for (int i = 0; i < 9; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
            clock.advance(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofHours(1).plusSeconds(60));
        assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void aClockThatJumpedOnlyMakesTheNextQuestionComeEarly(long seconds) {
        inquiry.look();
        clock.advance(Duration.ofSeconds(seconds));

        assertThat(inquiry.untilDue()).isZero();
    }

    @Test
    void whatIsNotAnsweredIsAskedLessAndLessOften() {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            assertThat(inquiry.look()).isInstanceOf(Placement.Unproven.class);
            waits.add(inquiry.untilDue().toMillis());
        }

        assertThat(waits)
                .as("as long as it may be executed")
                .containsExactly(400L, 800L, 1600L, 2000L, 2000L, 2000L, 2000L, 2000L, 2000L);
        assertThat(inquiry.why()).contains("down");
        clock.advance(Duration.ofSeconds(64));
        inquiry.look();
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofSeconds(30));
        exchange.down = null;
        inquiry.look();
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofSeconds(1));
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        inquiry.look();
        assertThat(inquiry.untilDue()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void aQuestionThatIsNotAnsweredMakesTheMissesCountAnew() {
        clock.advance(Duration.ofSeconds(64));
        assertThat(proofs(2)).isInstanceOf(Placement.Unproven.class);
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        assertThat(proofs(5)).isInstanceOf(Placement.Unproven.class);
        exchange.down = null;

        assertThat(proofs(2)).isInstanceOf(Placement.Unproven.class);
        assertThat(proofs(1)).isInstanceOf(Placement.NotExecuted.class);
    }

    @Test
    void aFaultOfOursProvesNothing() {
        exchange.orders.add(null);
        clock.advance(Duration.ofSeconds(64));

        assertThat(proofs(9)).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.why()).isEqualTo("a fault in this service: NullPointerException");
    }

    @Test
    void theHistoryMayKnowIt() {
        clock.advance(Duration.ofSeconds(64));
        proofs(2);
        Order hidden = order("ab-x-1", 7);
        Inquiry blind = blind(hidden);

        assertThat(look(blind, 3)).isEqualTo(new Placement.Placed(hidden));
    }

    @Test
    void tradesThatOtherOrdersExplainAreNoTrace() {
        clock.advance(Duration.ofSeconds(64));
        exchange.orders.add(order("manual", 8));
        exchange.fills.add(fill(8, start.plusSeconds(5)));

        assertThat(proofs(3)).isInstanceOf(Placement.NotExecuted.class);
        assertThat(inquiry.needsPerson()).isFalse();
    }

    @Test
    void aTradeThatNothingExplainsNeedsAPerson() {
        clock.advance(Duration.ofSeconds(64));
        exchange.fills.add(fill(9, start.plusSeconds(5)));

        assertThat(proofs(30)).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.why()).isEqualTo("trade 90 belongs to order 9, which the history does not show");
        assertThat(inquiry.needsPerson()).isTrue();

        exchange.orders.add(order("manual", 9));
        assertThat(proofs(1)).isInstanceOf(Placement.NotExecuted.class);
    }

    @Test
    void tradesFromBeforeTheRequestAreNoTrace() {
        clock.advance(Duration.ofSeconds(64));
        exchange.fills.add(fill(9, start.minusSeconds(61)));
        assertThat(proofs(3)).isInstanceOf(Placement.NotExecuted.class);
    }

    @Test
    void clocksMayDifferByAMinuteForATrade() {
        clock.advance(Duration.ofSeconds(64));
        exchange.fills.add(fill(9, start.minusSeconds(60)));
        assertThat(proofs(3)).isInstanceOf(Placement.Unproven.class);
    }

    @Test
    void whatIsNotProvenAMinuteAfterTheHorizonNeedsAPerson() {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        clock.advance(Duration.ofSeconds(63 + 60));
        assertThat(inquiry.needsPerson()).isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(inquiry.needsPerson()).isTrue();
    }

    /** The last of so many looks, a second apart. */
    private Placement proofs(int looks) {
        return look(inquiry, looks);
    }

    private Placement look(Inquiry asked, int looks) {
        Placement last = asked.look();
        clock.advance(Duration.ofSeconds(1));
        for (int i = 1; i < looks; i++) {
            last = asked.look();
            clock.advance(Duration.ofSeconds(1));
        }
        return last;
    }

    /** An exchange that shows the order in its history only. */
    private Inquiry blind(Order hidden) {
        return new Inquiry(
                attempt,
                "it was sent",
                new OnlyInHistory(exchange.orderReader, hidden),
                exchange.exchangeClock(clock),
                clock);
    }

    private Order order(String name, long id) {
        BigDecimal one = BigDecimal.ONE;
        Instant at = start.plusSeconds(1);
        return new Order(
                id,
                name,
                BTC,
                Side.BUY,
                PositionSide.BOTH,
                OrderStatus.FILLED,
                "MARKET",
                "MARKET",
                "GTC",
                one,
                one,
                one,
                one,
                one,
                one,
                false,
                false,
                "CONTRACT_PRICE",
                at,
                at);
    }

    private static Fill fill(long orderId, Instant time) {
        BigDecimal one = BigDecimal.ONE;
        return new Fill(
                orderId * 10, orderId, BTC, Side.BUY, PositionSide.BOTH, one, one, one, "USDT", one, false, time);
    }
}
