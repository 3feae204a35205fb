package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Works orders against the quoted book.
 *
 * <p>An order that takes trades level by level and leaves the book without what it took until the next quote. An order
 * that rests is filled at its own price as far as the other side of the book reaches it, best price first and then the
 * oldest. The account's own orders never trade with each other.
 */
final class Matching {

    private final Market market;
    private final OrderStore orders;
    private final Settlement settlement;
    private final Margin margin;

    Matching(Market market, OrderStore orders, Settlement settlement, Margin margin) {
        this.market = market;
        this.orders = orders;
        this.settlement = settlement;
        this.margin = margin;
    }

    /** Works an order that just came in or was just triggered; what cannot rest and is not filled expires. */
    VenueOrder work(VenueOrder order, long now) {
        List<Level> fills = fills(order);
        boolean postOnlyCrosses = order.timeInForce() == TimeInForce.GTX && !fills.isEmpty();
        boolean notWhole =
                order.timeInForce() == TimeInForce.FOK && quantity(fills).compareTo(order.remaining()) < 0;
        if (settlement.workable(order).signum() == 0 || (isLimit(order) && (postOnlyCrosses || notWhole))) {
            return orders.put(order.ended(OrderStatus.EXPIRED, now));
        }
        market.take(order.symbol(), order.side(), fills);
        VenueOrder worked = orders.put(order);
        for (Level fill : fills) {
            worked = settlement.fill(worked, fill.price(), fill.quantity(), false, now);
        }
        return worked.open() && !rests(worked) ? orders.put(worked.ended(OrderStatus.EXPIRED, now)) : worked;
    }

    /** Fills and triggers what the newest quote reaches; after each order, whatever follows from it has its turn. */
    void onQuote(Symbol symbol, Runnable consequences, long now) {
        // By id, and sorting keeps that order between equal prices.
        List<VenueOrder> open = orders.open(symbol);
        Consumer<VenueOrder> fill = order -> fillResting(order, now);
        Consumer<VenueOrder> watch = order -> watch(order, now);
        open.stream().filter(Matching::isLimit).sorted(priority()).forEach(order -> work(order, fill, consequences));
        open.stream().filter(order -> order.type().isConditional()).forEach(order -> work(order, watch, consequences));
    }

    private void work(VenueOrder listed, Consumer<VenueOrder> how, Runnable consequences) {
        // An order before it may have ended it.
        orders.findOpen(listed.symbol(), new OrderKey(listed.orderId(), null)).ifPresent(order -> {
            how.accept(order);
            consequences.run();
        });
    }

    /**
     * Throws what makes an order that is about to be worked unacceptable.
     *
     * @throws VenueError -2020 when there is nothing to trade with, -4131 when it is too far from the mark price, or as
     *     {@link Margin#admit}
     */
    void admit(VenueOrder order) {
        if (order.type().isConditional()) {
            return;
        }
        Quote quote = market.live(order.symbol());
        if (isLimit(order)) {
            List<Level> opposite = quote.opposite(order.side());
            BigDecimal price = order.side() == Side.SELL && !opposite.isEmpty()
                    ? order.price().max(opposite.getFirst().price())
                    : order.price();
            margin.admit(order, order.quantity(), price.multiply(order.quantity()));
            return;
        }
        if (quote.opposite(order.side()).isEmpty()) {
            throw new VenueError(-2020, "Unable to fill.");
        }
        List<Level> fills = fills(order);
        if (fills.isEmpty()) {
            throw new VenueError(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
        }
        margin.admit(order, quantity(fills), notional(fills));
    }

    private void fillResting(VenueOrder order, long now) {
        List<Level> reached = market.live(order.symbol()).fills(order.side(), order.price(), order.remaining());
        if (reached.isEmpty()) {
            return;
        }
        BigDecimal size = quantity(reached).min(settlement.workable(order));
        if (size.signum() == 0) {
            orders.put(order.ended(OrderStatus.EXPIRED, now));
            return;
        }
        market.take(order.symbol(), order.side(), fillsOf(order, size));
        settlement.fill(order, order.price(), size, true, now);
    }

    private void watch(VenueOrder order, long now) {
        Quote quote = market.live(order.symbol());
        BigDecimal latest = quote.latest(order.workingType());
        VenueOrder seen = Triggers.see(order, latest);
        boolean held =
                seen.protectedFromGaps() && market.instrument(order.symbol()).isTorn(quote);
        if (Triggers.met(seen, latest) && !held) {
            trigger(seen, now);
        } else if (!seen.equals(order)) {
            orders.put(seen);
        }
    }

    private void trigger(VenueOrder order, long now) {
        BigDecimal size = order.closePosition() ? settlement.closable(order) : order.quantity();
        VenueOrder triggered = order.triggered(size, now);
        if (isAcceptable(triggered)) {
            work(triggered, now);
        } else {
            orders.put(triggered.ended(OrderStatus.EXPIRED, now));
        }
    }

    private boolean isAcceptable(VenueOrder order) {
        try {
            admit(order);
            return settlement.workable(order).signum() > 0;
        } catch (VenueError refused) {
            return false;
        }
    }

    private List<Level> fills(VenueOrder order) {
        return fillsOf(order, settlement.workable(order));
    }

    private List<Level> fillsOf(VenueOrder order, BigDecimal size) {
        Quote quote = market.live(order.symbol());
        BigDecimal limit = isLimit(order)
                ? order.price()
                : market.instrument(order.symbol()).marketLimit(order.side(), quote.mark());
        return quote.fills(order.side(), limit, size);
    }

    private static boolean isLimit(VenueOrder order) {
        return order.type() == VenueOrderType.LIMIT;
    }

    private static boolean rests(VenueOrder order) {
        return isLimit(order)
                && switch (order.timeInForce()) {
                    case GTC, GTX, GTE_GTC -> true;
                    case IOC, FOK -> false;
                };
    }

    private static Comparator<VenueOrder> priority() {
        return Comparator.comparing(
                order -> order.side() == Side.BUY ? order.price().negate() : order.price());
    }

    private static BigDecimal quantity(List<Level> levels) {
        return levels.stream().map(Level::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal notional(List<Level> levels) {
        return levels.stream()
                .map(level -> level.price().multiply(level.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
