package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down the account and its positions as they are now. */
final class Statement {

    private final Market market;
    private final PositionStore positions;
    private final Ledger ledger;
    private final Margin margin;

    Statement(Market market, PositionStore positions, Ledger ledger, Margin margin) {
        this.market = market;
        this.positions = positions;
        this.ledger = ledger;
        this.margin = margin;
    }

    List<VenuePosition> positions(@Nullable Symbol symbol) {
        return symbol == null
                ? market.instruments().stream()
                        .flatMap(instrument -> rows(instrument).stream())
                        .toList()
                : rows(market.instrument(symbol));
    }

    VenueAccount account() {
        List<VenuePosition> rows = positions(null);
        BigDecimal unrealized = sum(rows, VenuePosition::unrealizedProfit);
        BigDecimal available = margin.available().max(BigDecimal.ZERO);
        return new VenueAccount(
                ledger.balance(),
                margin.crossWallet(),
                unrealized,
                margin.crossUnrealized(),
                ledger.balance().add(unrealized),
                sum(rows, VenuePosition::initialMargin),
                sum(rows, VenuePosition::positionInitialMargin),
                sum(rows, VenuePosition::openOrderInitialMargin),
                sum(rows, VenuePosition::maintenanceMargin),
                available,
                available.min(margin.crossWallet()).max(BigDecimal.ZERO),
                rows,
                ledger.updateTime());
    }

    private List<VenuePosition> rows(Instrument instrument) {
        return positions.sides().stream().map(side -> row(instrument, side)).toList();
    }

    private VenuePosition row(Instrument instrument, PositionSide side) {
        Symbol symbol = instrument.symbol();
        Held held = positions.get(symbol, side);
        VenueState.Setting setting = positions.setting(instrument);
        BigDecimal unrealized = margin.unrealized(held);
        BigDecimal positionMargin = margin.positionInitialMargin(held);
        BigDecimal orderMargin = margin.orderInitialMargin(symbol, side);
        return new VenuePosition(
                symbol,
                side,
                held.amount(),
                held.entryPrice(),
                market.mark(held),
                unrealized,
                margin.notional(held),
                held.flat() ? BigDecimal.ZERO : margin.liquidationPrice(held),
                setting.leverage(),
                instrument.maxNotional(setting.leverage()),
                setting.marginType(),
                held.isolatedWallet(),
                margin.isolated(symbol) ? held.isolatedWallet().add(unrealized) : BigDecimal.ZERO,
                positionMargin.add(orderMargin),
                positionMargin,
                orderMargin,
                margin.maintenance(held),
                held.updateTime());
    }

    private static BigDecimal sum(List<VenuePosition> rows, Function<VenuePosition, BigDecimal> what) {
        return rows.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
