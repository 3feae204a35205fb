package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/** Changes how the account and its symbols are traded, where what is held and ordered allows it. */
final class TradingSettings {

    private final Market market;
    private final PositionStore positions;
    private final OrderStore orders;
    private final Margin margin;

    TradingSettings(Market market, PositionStore positions, OrderStore orders, Margin margin) {
        this.market = market;
        this.positions = positions;
        this.orders = orders;
        this.margin = margin;
    }

    void setPositionMode(PositionMode mode) {
        refuse(positions.mode() == mode, -4059, "No need to change position side.");
        refuse(!orders.open().isEmpty(), -4067, "Position side cannot be changed if there exists open orders.");
        refuse(!positions.all().isEmpty(), -4068, "Position side cannot be changed if there exists position.");
        positions.setMode(mode);
    }

    void setMarginType(Symbol symbol, MarginType marginType) {
        VenueState.Setting present = margin.setting(symbol);
        refuse(present.marginType() == marginType, -4046, "No need to change margin type.");
        refuse(!orders.open(symbol).isEmpty(), -4047, "Margin type cannot be changed if there exists open orders.");
        refuse(!positions.of(symbol).isEmpty(), -4048, "Margin type cannot be changed if there exists position.");
        positions.put(new VenueState.Setting(symbol, present.leverage(), marginType));
    }

    BigDecimal setLeverage(Symbol symbol, int leverage) {
        Instrument instrument = market.instrument(symbol);
        refuse(
                leverage < 1 || leverage > instrument.brackets().maxLeverage(),
                -4028,
                "Leverage %d is not valid".formatted(leverage));
        VenueState.Setting present = positions.setting(instrument);
        boolean lower = leverage < present.leverage();
        refuse(
                lower && margin.isolated(symbol) && !positions.of(symbol).isEmpty(),
                -4161,
                "Leverage reduction is not supported in Isolated Margin Mode with open positions.");
        BigDecimal maxNotional = instrument.maxNotional(leverage);
        for (PositionSide side : positions.sides()) {
            refuse(
                    margin.exposure(symbol, side).worst().compareTo(maxNotional) > 0,
                    -2027,
                    "Exceeded the maximum allowable position at current leverage.");
        }
        positions.put(new VenueState.Setting(symbol, leverage, present.marginType()));
        if (lower && margin.available().signum() < 0) {
            positions.put(present);
            throw new VenueError(-2028, "Leverage is smaller than permitted: insufficient margin balance.");
        }
        return maxNotional;
    }

    void changeMargin(Symbol symbol, PositionSide side, BigDecimal amount) {
        market.instrument(symbol);
        refuse(amount.signum() == 0, -4055, "Amount must be positive.");
        refuse(!positions.sides().contains(side), -4061, "Order's position side does not match user's setting.");
        Held held = positions.get(symbol, side);
        refuse(held.flat(), -4054, "Cannot add position margin: position is 0.");
        refuse(!margin.isolated(symbol), -4049, "Add margin only support for isolated position.");
        refuse(amount.compareTo(margin.available().max(BigDecimal.ZERO)) > 0, -4050, "Cross balance insufficient.");
        BigDecimal after = held.isolatedWallet().add(amount);
        BigDecimal loss = margin.unrealized(held).min(BigDecimal.ZERO);
        refuse(
                amount.signum() < 0 && after.add(loss).compareTo(margin.positionInitialMargin(held)) < 0,
                -4051,
                "Isolated balance insufficient.");
        positions.put(held.withIsolatedWallet(after));
    }

    private static void refuse(boolean wrong, int code, String message) {
        if (wrong) {
            throw new VenueError(code, message);
        }
    }
}
