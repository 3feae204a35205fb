package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;

/**
 * Closes positions whose margin has fallen to what must be maintained.
 *
 * <p>A position is closed whole at the mark price, in one fill. What is left of its margin pays the liquidation fee; what
 * it lost beyond its margin is paid by the insurance fund, so that the account never owes anything. An isolated position
 * goes alone; crossed ones back each other and go together.
 */
final class Liquidations {

    private final Market market;
    private final PositionStore positions;
    private final OrderStore orders;
    private final Ledger ledger;
    private final Margin margin;
    private final Settlement settlement;

    Liquidations(
            Market market,
            PositionStore positions,
            OrderStore orders,
            Ledger ledger,
            Margin margin,
            Settlement settlement) {
        this.market = market;
        this.positions = positions;
        this.orders = orders;
        this.ledger = ledger;
        this.margin = margin;
        this.settlement = settlement;
    }

    void run(Symbol symbol, long now) {
        List<Held> held = positions.of(symbol);
        if (held.isEmpty()) {
            return;
        }
        if (margin.isolated(symbol)) {
            held.stream().filter(this::isRuined).forEach(position -> liquidateAlone(position, now));
        } else if (isCrossRuined()) {
            liquidateCrossed(now);
        }
    }

    /** Pays the debt of a wallet with nothing left to liquidate: the last position was closed too late or too far away. */
    void cover(Symbol symbol, long now) {
        if (margin.crossed().isEmpty()) {
            BigDecimal debt = ledger.balance().min(BigDecimal.ZERO);
            ledger.post(symbol, IncomeType.INSURANCE_CLEAR, debt.negate(), null, now);
        }
    }

    private boolean isRuined(Held position) {
        BigDecimal equity = position.isolatedWallet().add(margin.unrealized(position));
        return equity.compareTo(margin.maintenance(position)) <= 0;
    }

    private boolean isCrossRuined() {
        // A position that is not quoted yet, after a restart, would count as worth what it cost.
        boolean allQuoted = margin.crossed().stream()
                .allMatch(position -> market.quote(position.symbol()).isPresent());
        BigDecimal equity = margin.crossWallet().add(margin.crossUnrealized());
        return allQuoted && equity.compareTo(margin.crossMaintenance()) <= 0;
    }

    private void liquidateAlone(Held position, long now) {
        orders.open(position.symbol()).stream()
                .filter(order -> order.positionSide() == position.positionSide())
                .forEach(order -> cancel(order, now));
        BigDecimal equity = position.isolatedWallet().add(margin.unrealized(position));
        close(position, now);
        chargeOrCover(position, equity, now);
    }

    private void liquidateCrossed(long now) {
        orders.open().stream().filter(order -> !margin.isolated(order.symbol())).forEach(order -> cancel(order, now));
        List<Held> ruined = margin.crossed();
        ruined.forEach(position -> close(position, now));
        ruined.forEach(position -> chargeOrCover(position, margin.crossWallet(), now));
    }

    private void cancel(VenueOrder order, long now) {
        orders.put(order.ended(OrderStatus.CANCELED, now));
    }

    private void close(Held position, long now) {
        BigDecimal size = position.amount().abs();
        VenueOrder order = orders.put(liquidation(position, size, market.mark(position), now));
        settlement.fillFree(order, order.price(), size, now);
    }

    private void chargeOrCover(Held position, BigDecimal equity, long now) {
        BigDecimal fee = Usdt.round(margin.notional(position)
                .abs()
                .multiply(market.instrument(position.symbol()).liquidationFee()));
        ledger.post(
                position.symbol(), IncomeType.INSURANCE_CLEAR, fee.min(equity).negate(), null, now);
    }

    private VenueOrder liquidation(Held position, BigDecimal size, BigDecimal price, long now) {
        PositionSide positionSide = position.positionSide();
        return new VenueOrder(
                orders.nextOrderId(),
                "autoclose-" + now,
                position.symbol(),
                position.amount().signum() > 0 ? Side.SELL : Side.BUY,
                positionSide,
                VenueOrderType.LIQUIDATION,
                VenueOrderType.LIQUIDATION,
                TimeInForce.IOC,
                OrderStatus.NEW,
                size,
                price,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                null,
                false,
                false,
                WorkingType.CONTRACT_PRICE,
                false,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                now,
                now);
    }
}
