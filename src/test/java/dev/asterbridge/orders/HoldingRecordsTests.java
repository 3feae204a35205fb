package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldingRecordsTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final HoldingRecords holdings = world.holdings;

    @Test
    void whatIsHeldIsGuardedFromThenOn() {
        fill("a", "0.01");
        guard(Side.BUY, "b");

        assertThat(holding().guard()).isEqualTo(new Guard("b", "stop 2%", new BigDecimal("48000"), false));
        assertThat(isGuarded()).isTrue();
    }

    @Test
    void aStopThatWasMovedStaysForTheSameSignalOnly() {
        fill("a", "0.01");
        guard(Side.BUY, "b");
        world.journal.write(tx -> {
            holdings.even(tx, BTC, holding());
            return tx;
        });
        guard(Side.BUY, "b");
        assertThat(holding().guard().even()).isTrue();

        guard(Side.BUY, "c");
        assertThat(holding().guard().even()).isFalse();
    }

    @Test
    void whatIsGoneOrHeldTheOtherWayIsNotGuarded() {
        guard(Side.BUY, "a");
        fill("b", "0.01");
        guard(Side.SELL, "a");

        assertThat(holding().guard()).isNull();
        assertThat(isGuarded()).isFalse();
    }

    /** What the account holds the other way is another strategy's. */
    @Test
    void whatOpensForOneStrategyHasItsExitsThoughItOnlyReducesForTheAccount() {
        OrderRequest buy = world.buy("ab-a-1", "0.01");
        fill(sent(
                new OrderRequest(
                        buy.clientOrderId(),
                        buy.symbol(),
                        buy.side(),
                        buy.positionSide(),
                        buy.quantity(),
                        buy.terms(),
                        true),
                "stop 2%"));

        assertThat(holding().guard()).isEqualTo(new Guard("a", "stop 2%", new BigDecimal("50000"), false));
        assertThat(entryPrice(holding()))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("50000"));
    }

    @Test
    void whatIsFilledInAnotherOrderThanItIsSeenEndsAsItDidBefore() {
        fill(sent(world.buy("ab-a-1", "0.01"), "stop 2%"));
        Sent increase = sent(world.buy("ab-b-1", "0.04"), null);
        Sent decrease = sent(world.sell("ab-c-1", "0.03"), null);

        fill(decrease);
        assertThat(holding().amount()).as("more than was known to be held").isEqualByComparingTo("-0.02");
        assertThat(holding().guard()).isNull();

        fill(increase);
        assertThat(holding().amount()).isEqualByComparingTo("0.02");
        assertThat(holding().guard()).isEqualTo(new Guard("a", "stop 2%", new BigDecimal("50000"), false));
    }

    @Test
    void ofThoseThatSaidSomethingTheNewestCounts() {
        fill(sent(world.buy("ab-a-1", "0.01"), "stop 2%"));
        Sent increase = sent(world.buy("ab-b-1", "0.04"), "stop 3%");
        fill(sent(world.sell("ab-c-1", "0.03"), null));
        fill(increase);

        assertThat(holding().guard()).isEqualTo(new Guard("b", "stop 3%", new BigDecimal("50000"), false));
    }

    @Test
    void whatWasSaidBeforeItWasFlatCountsNoMore() {
        fill(sent(world.buy("ab-a-1", "0.01"), "stop 2%"));
        fill(sent(world.sell("ab-b-1", "0.01"), null));
        Sent open = sent(world.buy("ab-c-1", "0.04"), null);
        fill(sent(world.sell("ab-d-1", "0.03"), null));
        fill(open);

        assertThat(holding().amount()).isEqualByComparingTo("0.01");
        assertThat(holding().guard()).isNull();
    }

    @Test
    void nothingOnRecordSaysWhereItWasEntered() {
        Holding adopted = new Holding("", PositionSide.BOTH, new BigDecimal("0.01"), null);

        assertThat(entryPrice(adopted)).isEmpty();
        fill("a", "0.004");
        assertThat(entryPrice(adopted))
                .as("as far as it is known")
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("50000"));
        assertThat(entryPrice(new Holding("", PositionSide.BOTH, new BigDecimal("-0.01"), null)))
                .as("of the other side")
                .isEmpty();
    }

    private Optional<BigDecimal> entryPrice(Holding held) {
        return world.journal.read(sql -> holdings.entryPrice(sql, BTC, held));
    }

    private void fill(String signal, String quantity) {
        Leg leg = world.leg(signal);
        OrderRequest buy = world.buy("ab-%s-1".formatted(signal), quantity);
        world.prepare(leg, buy);
        world.settle(leg, buy, new Placement.Placed(OrdersOnRecord.order(7, buy, OrderStatus.FILLED, quantity)));
    }

    private record Sent(Leg leg, OrderRequest request) {}

    /** The only order of a signal, a second after the one before. */
    private Sent sent(OrderRequest request, String exits) {
        world.clock.advance(Duration.ofSeconds(1));
        String signal = world.leg(request.clientOrderId().value().split("-")[1]).signalId();
        Leg leg = new Leg(signal, 1, false, "", new Purpose("", exits, null));
        world.prepare(leg, request);
        return new Sent(leg, request);
    }

    private void fill(Sent sent) {
        Order filled = OrdersOnRecord.order(
                7, sent.request(), OrderStatus.FILLED, sent.request().quantity().toString());
        world.settle(sent.leg(), sent.request(), new Placement.Placed(filled));
    }

    private void guard(Side direction, String signal) {
        Guard guard = new Guard(signal, "stop 2%", new BigDecimal("48000"), false);
        world.journal.write(tx -> {
            holdings.guard(tx, BTC, "", PositionSide.BOTH, direction, guard);
            return guard;
        });
    }

    private Holding holding() {
        return world.journal.read(sql -> holdings.of(sql, BTC)).getFirst();
    }

    private boolean isGuarded() {
        return world.journal.read(sql -> holdings.isGuarded(sql, BTC));
    }
}
