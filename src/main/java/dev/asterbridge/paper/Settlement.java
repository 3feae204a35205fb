package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import java.math.BigDecimal;

/** Books a fill: in the order, the position, the wallet and the list of fills. */
final class Settlement {

    private final OrderStore orders;
    private final PositionStore positions;
    private final Ledger ledger;
    private final Margin margin;

    Settlement(OrderStore orders, PositionStore positions, Ledger ledger, Margin margin) {
        this.orders = orders;
        this.positions = positions;
        this.ledger = ledger;
        this.margin = margin;
    }

    VenueOrder fill(VenueOrder order, BigDecimal price, BigDecimal quantity, boolean maker, long now) {
        BigDecimal rate = maker ? PaperVenue.MAKER_FEE : PaperVenue.TAKER_FEE;
        BigDecimal fee = Usdt.round(price.multiply(quantity).multiply(rate));
        return book(order, price, quantity, fee, maker, now);
    }

    /** A fill without a commission: a liquidation pays into the insurance fund instead. */
    VenueOrder fillFree(VenueOrder order, BigDecimal price, BigDecimal quantity, long now) {
        return book(order, price, quantity, BigDecimal.ZERO, false, now);
    }

    /** How much of the order may trade now: a reducing one no more than is held. */
    BigDecimal workable(VenueOrder order) {
        if (!order.reducing()) {
            return order.remaining();
        }
        Held position = positions.get(order.symbol(), order.positionSide());
        return position.closedBy(order.signed(order.remaining()));
    }

    /** How much a {@code closePosition} order would close now. */
    BigDecimal closable(VenueOrder order) {
        Held position = positions.get(order.symbol(), order.positionSide());
        return position.closedBy(order.signed(position.amount().abs()));
    }

    private VenueOrder book(
            VenueOrder order, BigDecimal price, BigDecimal quantity, BigDecimal fee, boolean maker, long now) {
        BigDecimal signed = order.signed(quantity);
        Held before = positions.get(order.symbol(), order.positionSide());
        BigDecimal realized = before.realizedBy(signed, price);
        VenueTrade trade = new VenueTrade(
                orders.nextTradeId(),
                order.orderId(),
                order.symbol(),
                order.side(),
                order.positionSide(),
                price,
                quantity,
                Usdt.round(price.multiply(quantity)),
                realized,
                fee.negate(),
                maker,
                now);
        orders.add(trade);
        ledger.post(order.symbol(), IncomeType.REALIZED_PNL, realized, trade.id(), now);
        ledger.post(order.symbol(), IncomeType.COMMISSION, fee.negate(), trade.id(), now);
        positions.put(margined(before, before.after(signed, price, now), signed, price));
        return orders.put(settled(order.filled(price, quantity, now), now));
    }

    /** An isolated position takes its margin from the account when it grows, but never more than there is. */
    private Held margined(Held before, Held after, BigDecimal signed, BigDecimal price) {
        if (!margin.isolated(after.symbol())) {
            return after;
        }
        BigDecimal opened = signed.abs().subtract(before.closedBy(signed));
        BigDecimal added = Usdt.perLeverage(
                opened.multiply(price), margin.setting(after.symbol()).leverage());
        BigDecimal free = margin.crossWallet().add(before.isolatedWallet()).subtract(after.isolatedWallet());
        return after.withIsolatedWallet(after.isolatedWallet().add(added.min(free.max(BigDecimal.ZERO))));
    }

    private VenueOrder settled(VenueOrder order, long now) {
        return order.open() && workable(order).signum() == 0 ? order.ended(OrderStatus.EXPIRED, now) : order;
    }
}
