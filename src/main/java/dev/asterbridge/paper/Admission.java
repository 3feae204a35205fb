package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way of a request to an order: everything that can be wrong with it is found here, before anything changes. */
final class Admission {

    private final Market market;
    private final PositionStore positions;
    private final OrderStore orders;
    private final Matching matching;
    private final Settlement settlement;

    Admission(Market market, PositionStore positions, OrderStore orders, Matching matching, Settlement settlement) {
        this.market = market;
        this.positions = positions;
        this.orders = orders;
        this.matching = matching;
        this.settlement = settlement;
    }

    /** The order as it would stand before it is worked; nothing is kept yet. */
    VenueOrder admit(NewOrder asked, long now) {
        FilterChecks.checkStatus(market.instrument(asked.symbol()).rules());
        Quote quote = market.live(asked.symbol());
        VenueOrder order = formed(asked, quote, now);
        checkCounts(order, market.instrument(asked.symbol()));
        checkReducing(order);
        checkTrigger(order, quote);
        matching.admit(order);
        return order;
    }

    /** Throws what is wrong already with an order for later, when the market is as quoted; only then is the rest known. */
    void foresee(NewOrder asked, Quote then, long now) {
        VenueOrder order = formed(asked, then, now);
        checkSides(order);
        checkTrigger(order, then);
    }

    private VenueOrder formed(NewOrder asked, Quote quote, long now) {
        ParameterChecks.check(asked);
        checkPositionSide(asked);
        checkUnique(asked.clientOrderId());
        VenueOrder order = order(asked, quote, now);
        FilterChecks.check(order, market.instrument(asked.symbol()), quote);
        return order;
    }

    private void checkPositionSide(NewOrder asked) {
        boolean both = asked.positionSide() == null || asked.positionSide() == PositionSide.BOTH;
        if (both != (positions.mode() == PositionMode.ONE_WAY)) {
            throw new VenueError(-4061, "Order's position side does not match user's setting.");
        }
        if (!both && asked.reduceOnly() != null) {
            throw new VenueError(-1106, "Parameter 'reduceonly' sent when not required.");
        }
    }

    private void checkUnique(@Nullable String clientOrderId) {
        if (clientOrderId != null
                && orders.open().stream()
                        .anyMatch(order -> order.clientOrderId().equals(clientOrderId))) {
            throw new VenueError(-4116, "ClientOrderId is duplicated.");
        }
    }

    private void checkCounts(VenueOrder order, Instrument instrument) {
        if (order.type() == VenueOrderType.MARKET) {
            return;
        }
        List<VenueOrder> open = orders.open(order.symbol());
        if (isFull(open.size(), instrument.maxOrders())) {
            throw new VenueError(-2025, "Reach max open order limit.");
        }
        long conditional =
                open.stream().filter(other -> other.type().isConditional()).count();
        if (order.type().isConditional() && isFull(conditional, instrument.maxAlgoOrders())) {
            throw new VenueError(-4045, "Reach max stop order limit.");
        }
    }

    /**
     * A protective {@code closePosition} order may wait for its position; any other reducing order needs one now, and so does
     * one that ends with it.
     */
    private void checkReducing(VenueOrder order) {
        checkSides(order);
        boolean mayWait = order.closePosition() && order.timeInForce() != TimeInForce.GTE_GTC;
        boolean tied = order.reducing() || order.timeInForce() == TimeInForce.GTE_GTC;
        if (tied && !mayWait && settlement.closable(order).signum() == 0) {
            throw reduceOnlyRejected();
        }
        if (!order.reducing() || order.type().isConditional()) {
            return;
        }
        BigDecimal promised = orders.open(order.symbol()).stream()
                .filter(other -> other.type() == VenueOrderType.LIMIT && other.reducing())
                .filter(other -> other.positionSide() == order.positionSide() && other.side() == order.side())
                .map(VenueOrder::remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (promised.compareTo(settlement.closable(order)) >= 0) {
            throw new VenueError(-4118, "ReduceOnly Order Failed. Please check your existing position and open orders");
        }
    }

    /** In hedge mode nothing but the other side can close a position. */
    private static void checkSides(VenueOrder order) {
        boolean wrongSide = (order.positionSide() == PositionSide.LONG && order.side() == Side.BUY)
                || (order.positionSide() == PositionSide.SHORT && order.side() == Side.SELL);
        if (order.reducing() && wrongSide) {
            throw reduceOnlyRejected();
        }
    }

    private void checkTrigger(VenueOrder order, Quote quote) {
        BigDecimal latest = quote.latest(order.workingType());
        boolean trailing = order.type() == VenueOrderType.TRAILING_STOP_MARKET;
        boolean activeAtOnce = trailing
                && order.trailed() == null
                && Triggers.see(order, latest).trailed() != null;
        if (activeAtOnce || Triggers.met(order, latest)) {
            throw new VenueError(-2021, "Order would immediately trigger.");
        }
    }

    private VenueOrder order(NewOrder asked, Quote quote, long now) {
        long id = orders.nextOrderId();
        WorkingType workingType = Objects.requireNonNullElse(asked.workingType(), WorkingType.CONTRACT_PRICE);
        BigDecimal latest = quote.latest(workingType);
        boolean trailing = asked.type() == VenueOrderType.TRAILING_STOP_MARKET;
        boolean trailsAtOnce = trailing && asked.activationPrice() == null;
        return new VenueOrder(
                id,
                Objects.requireNonNullElse(asked.clientOrderId(), "paper-" + id),
                asked.symbol(),
                asked.side(),
                Objects.requireNonNullElse(asked.positionSide(), PositionSide.BOTH),
                asked.type(),
                asked.type(),
                Objects.requireNonNullElse(asked.timeInForce(), TimeInForce.GTC),
                OrderStatus.NEW,
                orZero(asked.quantity()),
                orZero(asked.price()),
                orZero(asked.stopPrice()),
                trailsAtOnce ? latest : orZero(asked.activationPrice()),
                orZero(asked.callbackRate()),
                trailsAtOnce ? latest : null,
                Boolean.TRUE.equals(asked.reduceOnly()),
                asked.closePosition(),
                workingType,
                asked.priceProtect(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                now,
                now);
    }

    private static VenueError reduceOnlyRejected() {
        return new VenueError(-2022, "ReduceOnly Order is rejected.");
    }

    private static boolean isFull(long count, int limit) {
        return limit > 0 && count >= limit;
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return Objects.requireNonNullElse(value, BigDecimal.ZERO);
    }
}
