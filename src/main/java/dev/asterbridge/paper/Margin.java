package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the account's positions and orders are worth and need; all amounts in USDT at the mark price.
 *
 * <p>The cross wallet is the wallet without what isolated positions hold.
 */
final class Margin {

    private static final int PRICE_SCALE = 8;

    private final Market market;
    private final PositionStore positions;
    private final OrderStore orders;
    private final Ledger ledger;

    Margin(Market market, PositionStore positions, OrderStore orders, Ledger ledger) {
        this.market = market;
        this.positions = positions;
        this.orders = orders;
        this.ledger = ledger;
    }

    BigDecimal notional(Held position) {
        return Usdt.round(position.amount().multiply(market.mark(position)));
    }

    BigDecimal unrealized(Held position) {
        return Usdt.round(market.mark(position).subtract(position.entryPrice()).multiply(position.amount()));
    }

    BigDecimal maintenance(Held position) {
        BigDecimal notional = notional(position).abs();
        return market.instrument(position.symbol()).maintenance(notional).margin(notional);
    }

    boolean isolated(Symbol symbol) {
        return setting(symbol).marginType() == MarginType.ISOLATED;
    }

    VenueState.Setting setting(Symbol symbol) {
        return positions.setting(market.instrument(symbol));
    }

    /** Only resting orders count; a conditional one needs margin when it is triggered. */
    Exposure exposure(Symbol symbol, PositionSide side) {
        Exposure exposure = new Exposure(notional(positions.get(symbol, side)), BigDecimal.ZERO, BigDecimal.ZERO);
        for (VenueOrder order : orders.open(symbol)) {
            if (order.positionSide() == side && order.type() == VenueOrderType.LIMIT && !order.reducing()) {
                exposure = exposure.with(order.side(), order.remaining().multiply(order.price()));
            }
        }
        return exposure;
    }

    BigDecimal positionInitialMargin(Held position) {
        return Usdt.perLeverage(
                notional(position).abs(), setting(position.symbol()).leverage());
    }

    BigDecimal orderInitialMargin(Symbol symbol, PositionSide side) {
        return Usdt.perLeverage(
                exposure(symbol, side).addedByOrders(), setting(symbol).leverage());
    }

    /** Of all symbols. */
    BigDecimal orderInitialMargin() {
        return orders.open().stream()
                .map(VenueOrder::symbol)
                .distinct()
                .flatMap(symbol -> positions.sides().stream().map(side -> orderInitialMargin(symbol, side)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Held> crossed() {
        return positions.all().stream()
                .filter(position -> !isolated(position.symbol()))
                .toList();
    }

    BigDecimal crossWallet() {
        return ledger.balance().subtract(sum(positions.all(), p -> true, Held::isolatedWallet));
    }

    BigDecimal crossUnrealized() {
        return sum(crossed(), p -> true, this::unrealized);
    }

    BigDecimal crossMaintenance() {
        return sum(crossed(), p -> true, this::maintenance);
    }

    /** What new orders may use; negative when the account has lost more than it could. */
    BigDecimal available() {
        return crossWallet()
                .add(crossUnrealized())
                .subtract(sum(crossed(), p -> true, this::positionInitialMargin))
                .subtract(orderInitialMargin());
    }

    /**
     * The mark price at which the position is liquidated while all other symbols stay as they are; zero when there is
     * none.
     *
     * <p>It solves {@code margin(price) = maintenance(price)}; both are linear in the price within a bracket. The two
     * sides of a crossed symbol share one price.
     */
    BigDecimal liquidationPrice(Held position) {
        boolean alone = isolated(position.symbol());
        List<Held> legs = alone ? List.of(position) : positions.of(position.symbol());
        BigDecimal margin = alone ? position.isolatedWallet() : crossWalletWithout(position.symbol());
        BigDecimal slope = BigDecimal.ZERO;
        for (Held leg : legs) {
            Instrument.Maintenance needs =
                    market.instrument(leg.symbol()).maintenance(notional(leg).abs());
            margin = margin.add(needs.deduction()).subtract(leg.amount().multiply(leg.entryPrice()));
            slope = slope.add(leg.amount().abs().multiply(needs.ratio())).subtract(leg.amount());
        }
        if (position.flat() || slope.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return margin.divide(slope, PRICE_SCALE, RoundingMode.HALF_EVEN).max(BigDecimal.ZERO);
    }

    /**
     * Whether an order about to trade or rest is affordable; one that cannot make the position larger always is.
     *
     * @param quantity what it may trade
     * @param notional what that may cost
     * @throws VenueError -2027 when the position would outgrow the leverage, -2019 when the margin does not suffice
     */
    void admit(VenueOrder order, BigDecimal quantity, BigDecimal notional) {
        Exposure before = exposure(order.symbol(), order.positionSide());
        Exposure after = before.with(order.side(), notional);
        BigDecimal growth = after.worst().subtract(before.worst());
        if (order.reducing() || growth.signum() <= 0) {
            return;
        }
        int leverage = setting(order.symbol()).leverage();
        if (after.worst().compareTo(market.instrument(order.symbol()).maxNotional(leverage)) > 0) {
            throw new VenueError(-2027, "Exceeded the maximum allowable position at current leverage.");
        }
        BigDecimal atMark = market.live(order.symbol()).mark().multiply(quantity);
        BigDecimal paidTooMuch = order.side() == Side.BUY ? notional.subtract(atMark) : atMark.subtract(notional);
        BigDecimal needed = Usdt.perLeverage(growth, leverage)
                .add(paidTooMuch.max(BigDecimal.ZERO))
                .add(notional.multiply(PaperVenue.TAKER_FEE));
        if (needed.compareTo(available()) > 0) {
            throw new VenueError(-2019, "Margin is insufficient.");
        }
    }

    private BigDecimal crossWalletWithout(Symbol symbol) {
        Predicate<Held> other = position -> !position.symbol().equals(symbol);
        return crossWallet()
                .add(sum(crossed(), other, this::unrealized))
                .subtract(sum(crossed(), other, this::maintenance));
    }

    private static BigDecimal sum(List<Held> of, Predicate<Held> which, Function<Held, BigDecimal> what) {
        return of.stream().filter(which).map(what).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
