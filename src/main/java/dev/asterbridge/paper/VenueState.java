package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * Everything the venue must remember across a restart; prices are not part of it.
 *
 * <p>Plain records, numbers, text and lists, so that any JSON mapper writes and reads it back identically. All lists are
 * oldest first.
 *
 * @param fundedUntil up to when funding is booked, milliseconds; zero when it never was
 * @param closedOrders and the other histories hold the newest 10,000
 * @param strategies the newest 1,000 that ended, and those that work
 */
record VenueState(
        PositionMode positionMode,
        BigDecimal walletBalance,
        long walletUpdateTime,
        long fundedUntil,
        long nextOrderId,
        long nextTradeId,
        long nextStrategyId,
        long nextTranId,
        List<Setting> settings,
        List<Held> positions,
        List<VenueOrder> openOrders,
        List<VenueOrder> closedOrders,
        List<VenueTrade> trades,
        List<Strategy> strategies,
        List<Income> income) {

    VenueState {
        Objects.requireNonNull(positionMode);
        Objects.requireNonNull(walletBalance);
        settings = List.copyOf(settings);
        positions = List.copyOf(positions);
        openOrders = List.copyOf(openOrders);
        closedOrders = List.copyOf(closedOrders);
        trades = List.copyOf(trades);
        strategies = List.copyOf(strategies);
        income = List.copyOf(income);
    }

    /** How a symbol is traded, where it differs from the default. */
    record Setting(Symbol symbol, int leverage, MarginType marginType) {}
}
