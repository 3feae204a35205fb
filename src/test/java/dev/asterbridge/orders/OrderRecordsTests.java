package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.orders.OrdersOnRecord.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;

class OrderRecordsTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final OrderRecords records = world.records;
    private final Leg leg = world.leg("s");
    private final OrderRequest buy = world.limit("ab-s-1", "0.01");

    @Test
    void holdingsMoveByExactlyWhatWasFilled() {
        world.prepare(leg, buy);
        world.settle(leg, buy, new Placement.Placed(order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.004")));
        assertThat(world.holding()).isEqualTo("0.004");
        world.seen(leg, order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.004"));
        assertThat(world.holding()).isEqualTo("0.004");
        world.seen(leg, order(7, buy, OrderStatus.FILLED, "0.010"));
        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("order_filled"))
                .hasSize(2)
                .last()
                .asString()
                .contains("filled=0.006")
                .contains("status=FILLED");
    }

    @Test
    void anOlderViewThatComesLateChangesNothing() {
        world.prepare(leg, buy);
        world.settle(leg, buy, new Placement.Placed(order(7, buy, OrderStatus.FILLED, "0.01")));

        world.seen(leg, order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.004"));

        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.row(leg)).containsEntry("status", "FILLED").containsEntry("executed_quantity", "0.01");
    }

    @Test
    void whatHasEndedStaysEnded() {
        world.prepare(leg, buy);
        world.settle(leg, buy, new Placement.Placed(order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.004")));
        world.seen(leg, order(7, buy, OrderStatus.CANCELED, "0.004"));

        world.seen(leg, order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.004"));
        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        world.seen(leg, order(7, buy, OrderStatus.PARTIALLY_FILLED, "0.006"));
        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        assertThat(world.holding()).isEqualTo("0.004");

        world.seen(leg, order(7, buy, OrderStatus.CANCELED, "0.006"));
        assertThat(world.holding()).isEqualTo("0.006");
    }

    @Test
    void aSaleMakesTheHoldingSmallerAndEachSideOfAHedgeIsApart() {
        OrderRequest sell = world.sell("ab-s-1", "0.01");
        world.prepare(leg, sell);
        world.settle(leg, sell, new Placement.Placed(order(7, sell, OrderStatus.FILLED, "0.01")));
        Leg other = world.leg("t");
        OrderRequest longer = new OrderRequest(
                new ClientOrderId("ab-t-1"),
                BTC,
                Side.BUY,
                PositionSide.LONG,
                Quantity.of("0.02"),
                new OrderTerms.Market(),
                false);
        world.prepare(other, longer);
        world.settle(other, longer, new Placement.Placed(order(8, longer, OrderStatus.FILLED, "0.02")));

        assertThat(world.holding()).isEqualTo("-0.01");
        assertThat(world.holding(PositionSide.LONG)).isEqualTo("0.02");
        assertThat(world.holding(PositionSide.SHORT)).isEqualTo("0");
    }

    @Test
    void anOrderHasOneLiveAttemptAtMost() {
        world.prepare(leg, buy);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> world.prepare(leg, world.limit("ab-s-2", "0.01")))
                .withMessageContaining("attempts.signal_id, attempts.leg");

        world.settle(leg, buy, new Placement.NotExecuted("proof"));
        world.prepare(leg, world.limit("ab-s-2", "0.02"));
        assertThat(world.attempts()).hasSize(2);
        assertThat(world.row(leg)).as("the newest request counts").containsEntry("quantity", "0.02");
    }

    @Test
    void aClientOrderIdIsUsedOnce() {
        world.prepare(leg, buy);
        Leg other = world.leg("t");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> world.prepare(other, buy))
                .withMessageContaining("attempts.client_order_id");
    }

    @Test
    void aNonceIsUsedOnceBySigner() {
        world.prepare(leg, buy);
        Leg other = world.leg("t");
        OrderRequest request = world.limit("ab-t-1", "0.01");
        var horizon = world.clock.instant();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> prepare(other, new FakeExchange.Signed(request, "0xf39f", 1L, "h", horizon)))
                .withMessageContaining("attempts.signer, attempts.nonce");
        prepare(other, new FakeExchange.Signed(request, "0xother", 1L, "h", horizon));
    }

    @Test
    void requestsWithoutANonceDoNotGetInEachOthersWay() {
        var horizon = world.clock.instant();
        prepare(leg, new FakeExchange.Signed(buy, "key", null, "h", horizon));
        prepare(world.leg("t"), new FakeExchange.Signed(world.limit("ab-t-1", "0.01"), "key", null, "h", horizon));

        assertThat(world.live()).hasSize(2);
        PlacedOrder.Attempt attempt = world.of("s").getFirst().attempts().getFirst();
        assertThat(attempt.nonce()).isNull();
    }

    @Test
    void theOldestLiveAttemptComesFirstAndSettledOnesDoNot() {
        world.prepare(leg, buy);
        world.clock.advance(Duration.ofSeconds(1));
        world.prepare(world.leg("a"), world.limit("ab-a-1", "0.01"));
        world.prepare(world.leg("z"), world.limit("ab-z-1", "0.01"));

        assertThat(world.live())
                .extracting(attempt -> attempt.id().value())
                .containsExactly("ab-s-1", "ab-a-1", "ab-z-1");
        world.settle(leg, buy, new Placement.NotExecuted("proof"));
        assertThat(world.live()).hasSize(2);
    }

    @Test
    void liveAttemptsAreThoseOfTheSymbol() {
        world.prepare(leg, buy);
        Symbol other = new Symbol("ETHUSDT");

        assertThat(world.journal.<Integer>read(
                        sql -> world.queries.live(sql, other).size()))
                .isZero();
    }

    @Test
    void anOrderThatRestsIsKnownByTheNameThatWasExecuted() {
        world.prepare(leg, buy);
        world.settle(leg, buy, new Placement.NotExecuted("proof"));
        OrderRequest again = world.limit("ab-s-2", "0.01");
        world.prepare(leg, again);
        world.settle(leg, again, new Placement.Placed(order(7, again, OrderStatus.NEW, "0")));

        List<LiveAttempt> resting = world.journal.read(world.queries::resting);
        assertThat(resting).extracting(attempt -> attempt.id().value()).containsExactly("ab-s-2");
    }

    @Test
    void whatIsNotProvenCannotBeSettled() {
        world.prepare(leg, buy);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.settle(leg, buy, new Placement.Unproven("no answer")));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatIsSettledOnceStays(boolean refusedFirst) {
        world.prepare(leg, buy);
        Placement placed = new Placement.Placed(order(7, buy, OrderStatus.FILLED, "0.01"));
        Placement refused = new Placement.Refused(Refusal.of(Refusal.Reason.REFUSED, "no"));

        assertThat(world.settle(leg, buy, refusedFirst ? refused : placed)).isTrue();
        assertThat(world.settle(leg, buy, refusedFirst ? placed : refused)).isFalse();

        assertThat(world.column("outcome")).isEqualTo(refusedFirst ? "refused" : "executed");
        assertThat(world.holding()).isEqualTo(refusedFirst ? "0" : "0.01");
        assertThat(world.row(leg).get("seen") == null).isEqualTo(refusedFirst);
    }

    @Test
    void anOrderIsToldWithItsAttempts() {
        world.prepare(new Leg("s", 1, true, "", Purpose.ASKED), buy);
        world.settle(leg, buy, new Placement.NotExecuted("not found 3 times"));
        OrderRequest again = world.limit("ab-s-2", "0.01");
        world.prepare(leg, again);
        world.settle(leg, again, new Placement.Placed(order(7, again, OrderStatus.NEW, "0")));

        assertThat(world.of("s")).singleElement().satisfies(placed -> {
            assertThat(placed.leg()).isEqualTo(leg);
            assertThat(placed.asked()).isEqualTo("LIMIT BUY 0.01 BTCUSDT 49000 GTC");
            assertThat(placed.seen()).isEqualTo(order(7, again, OrderStatus.NEW, "0"));
            assertThat(placed.fills()).isEmpty();
            assertThat(placed.attempts())
                    .extracting(attempt -> attempt.clientOrderId() + " " + attempt.outcome() + " " + attempt.answer()
                            + " " + attempt.proof())
                    .containsExactly(
                            "ab-s-1 not_executed  not found 3 times",
                            "ab-s-2 executed order 7 the exchange shows the order");
            assertThat(placed.attempts())
                    .allMatch(attempt -> world.clock.instant().equals(attempt.resolvedAt()));
        });
        assertThat(world.of("t")).isEmpty();
    }

    @Test
    void anOrderIsDescribedInOneLine() {
        assertThat(OrderRecords.describe(world.sell("ab-s-1", "0.01")))
                .isEqualTo("MARKET SELL 0.01 BTCUSDT reduce-only");
        assertThat(OrderRecords.describe(buy)).isEqualTo("LIMIT BUY 0.01 BTCUSDT 49000 GTC");
    }

    private void prepare(Leg of, FakeExchange.Signed signed) {
        world.journal.write(tx -> {
            records.prepare(tx, of, signed, world.clock.instant());
            return of;
        });
    }
}
