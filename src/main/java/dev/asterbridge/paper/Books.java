package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that the venue remembers, taken and given back as one state. */
record Books(Market market, PositionStore positions, OrderStore orders, StrategyStore strategies, Ledger ledger) {

    VenueState snapshot() {
        return new VenueState(
                positions.mode(),
                ledger.balance(),
                ledger.updateTime(),
                ledger.fundedUntil(),
                orders.nextOrderId(),
                orders.nextTradeId(),
                strategies.nextId(),
                ledger.nextTranId(),
                positions.settings(),
                positions.all(),
                orders.open(),
                orders.closed(),
                orders.trades(),
                strategies.all(),
                ledger.income());
    }

    /** @throws VenueError -1121 if the state holds a symbol that is not listed; nothing has changed then */
    void restore(VenueState state) {
        Stream.of(
                        state.settings().stream().map(VenueState.Setting::symbol),
                        state.positions().stream().map(Held::symbol),
                        state.openOrders().stream().map(VenueOrder::symbol))
                .flatMap(Function.identity())
                .forEach(market::instrument);
        positions.restore(state.positionMode(), state.settings(), state.positions());
        orders.restore(
                state.openOrders(), state.closedOrders(), state.trades(), state.nextOrderId(), state.nextTradeId());
        strategies.restore(state.strategies(), state.nextStrategyId());
        ledger.restore(state.walletBalance(), state.walletUpdateTime(), state.nextTranId(), state.income());
        ledger.fundUntil(state.fundedUntil());
    }

    /** Starts over with a fresh account; ids go on. */
    void open(BigDecimal deposit, long now) {
        positions.restore(PositionMode.ONE_WAY, List.of(), List.of());
        orders.clear();
        strategies.restore(List.of(), strategies.nextId());
        ledger.open(deposit, now);
    }

    /** Grows with every change that a snapshot would show. */
    long changes() {
        return orders.changes() + strategies.changes() + positions.changes() + ledger.changes();
    }
}
