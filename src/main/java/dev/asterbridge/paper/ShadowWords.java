package dev.asterbridge.paper;

import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From the venue's words to those of the trade, and back. */
final class ShadowWords {

    private ShadowWords() {}

    static NewOrder asked(OrderRequest order) {
        boolean said = order.reduceOnly() && order.positionSide() == PositionSide.BOTH;
        Boolean reduceOnly = said ? true : null;
        VenueOrderType type = VenueOrderType.valueOf(order.terms().type());
        return switch (order.terms()) {
            case OrderTerms.Market ignored -> asked(order, type, null, null, null, null, null, reduceOnly);
            case OrderTerms.Limit it ->
                asked(
                        order,
                        type,
                        TimeInForce.valueOf(it.timeInForce().name()),
                        value(it.price()),
                        null,
                        null,
                        null,
                        reduceOnly);
            case OrderTerms.Triggered it ->
                asked(
                        order,
                        type,
                        it.limit() == null ? null : TimeInForce.GTC,
                        value(it.limit()),
                        value(it.trigger()),
                        null,
                        it.by(),
                        reduceOnly);
            case OrderTerms.Trailing it ->
                asked(order, type, null, value(it.activation()), null, it.callback(), it.by(), reduceOnly);
        };
    }

    private static NewOrder asked(
            OrderRequest order,
            VenueOrderType type,
            @Nullable TimeInForce timeInForce,
            @Nullable BigDecimal price,
            @Nullable BigDecimal stopPrice,
            @Nullable BigDecimal callback,
            OrderTerms.@Nullable WorkingType by,
            @Nullable Boolean reduceOnly) {
        boolean trailing = type == VenueOrderType.TRAILING_STOP_MARKET;
        return new NewOrder(
                order.symbol(),
                order.side(),
                order.positionSide(),
                type,
                timeInForce,
                order.quantity().value(),
                trailing ? null : price,
                stopPrice,
                trailing ? price : null,
                callback,
                reduceOnly,
                false,
                by == null ? null : WorkingType.valueOf(by.name()),
                false,
                order.clientOrderId().value());
    }

    static Order order(VenueOrder order) {
        return new Order(
                order.orderId(),
                order.clientOrderId(),
                order.symbol(),
                order.side(),
                order.positionSide(),
                order.status(),
                order.type().name(),
                order.originalType().name(),
                order.timeInForce().name(),
                order.quantity(),
                order.executedQuantity(),
                order.price(),
                order.averagePrice(),
                order.stopPrice(),
                order.cumulativeQuote(),
                order.reduceOnly(),
                order.closePosition(),
                order.workingType().name(),
                Instant.ofEpochMilli(order.time()),
                Instant.ofEpochMilli(order.updateTime()));
    }

    static Fill fill(VenueTrade trade) {
        return new Fill(
                trade.id(),
                trade.orderId(),
                trade.symbol(),
                trade.side(),
                trade.positionSide(),
                trade.price(),
                trade.quantity(),
                trade.commission(),
                "USDT",
                trade.realizedPnl(),
                trade.maker(),
                Instant.ofEpochMilli(trade.time()));
    }

    static Position position(VenuePosition row) {
        return new Position(
                row.symbol(),
                row.positionSide(),
                row.amount(),
                row.entryPrice(),
                row.markPrice(),
                row.unrealizedProfit(),
                row.leverage(),
                row.marginType(),
                row.isolatedMargin(),
                row.liquidationPrice(),
                row.maxNotional(),
                Instant.ofEpochMilli(row.updateTime()));
    }

    private static @Nullable BigDecimal value(@Nullable Price price) {
        return price == null ? null : price.value();
    }
}
