package dev.asterbridge.paper;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to placing, cancelling and looking up orders and fills, in the order of AsterDEX's fields. */
final class TradingAnswers {

    private static final int AVERAGE_SCALE = 5;

    private final PaperVenue venue;

    TradingAnswers(PaperVenue venue) {
        this.venue = venue;
    }

    /** Without {@code newOrderRespType=RESULT}, and for anything that may rest, the answer is the order as it came in. */
    Object place(Call call) {
        NewOrder asked = OrderParameters.plain(call.parameters());
        boolean wantsResult = wantsResult(call.parameters());
        VenueOrder order = venue.place(asked);
        boolean atOnce = asked.type() == VenueOrderType.MARKET
                || order.timeInForce() == TimeInForce.IOC
                || order.timeInForce() == TimeInForce.FOK;
        return wantsResult && atOnce && !asked.type().isConditional() ? answered(order) : acknowledged(order);
    }

    Object check(Call call) {
        NewOrder asked = OrderParameters.plain(call.parameters());
        wantsResult(call.parameters());
        venue.check(asked);
        return Map.of();
    }

    Object order(Call call) {
        return listed(venue.order(call.symbol(), key(call.parameters())));
    }

    Object openOrder(Call call) {
        return listed(venue.openOrder(call.symbol(), key(call.parameters())));
    }

    Object cancel(Call call) {
        return answered(venue.cancel(call.symbol(), key(call.parameters())));
    }

    /** The code is text here and nowhere else, as at AsterDEX. */
    Object cancelAll(Call call) {
        venue.cancelAll(call.symbol());
        return new Done("200", "The operation of cancel all open order is done.");
    }

    Object openOrders(Call call) {
        return venue.openOrders(call.symbolIfGiven().orElse(null)).stream()
                .map(TradingAnswers::listed)
                .toList();
    }

    Object allOrders(Call call) {
        return venue.allOrders(call.symbol(), window(call.parameters(), "orderId", 500)).stream()
                .map(TradingAnswers::listed)
                .toList();
    }

    Object userTrades(Call call) {
        return venue.userTrades(call.symbol(), window(call.parameters(), "fromId", 500)).stream()
                .map(TradingAnswers::trade)
                .toList();
    }

    static Window window(Parameters parameters, String idName, int usualLimit) {
        return new Window(
                parameters.whole(idName).orElse(null),
                parameters.whole("startTime").orElse(null),
                parameters.whole("endTime").orElse(null),
                parameters.limit(usualLimit, 1000));
    }

    private static boolean wantsResult(Parameters parameters) {
        String kind = parameters.text("newOrderRespType").orElse("ACK");
        return switch (kind) {
            case "ACK" -> false;
            case "RESULT" -> true;
            default -> throw new VenueError(-1136, "Invalid newOrderRespType.");
        };
    }

    private static OrderKey key(Parameters parameters) {
        return new OrderKey(
                parameters.whole("orderId").orElse(null),
                parameters.text("origClientOrderId").orElse(null));
    }

    private static WireOrder acknowledged(VenueOrder order) {
        return wire(order, OrderStatus.NEW, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, false);
    }

    private static WireOrder answered(VenueOrder order) {
        return wire(
                order, order.status(), order.averagePrice(), order.executedQuantity(), order.cumulativeQuote(), false);
    }

    private static WireOrder listed(VenueOrder order) {
        return wire(
                order, order.status(), order.averagePrice(), order.executedQuantity(), order.cumulativeQuote(), true);
    }

    private static WireOrder wire(
            VenueOrder order,
            OrderStatus status,
            BigDecimal average,
            BigDecimal executed,
            BigDecimal quote,
            boolean listed) {
        boolean trailing = order.originalType() == VenueOrderType.TRAILING_STOP_MARKET;
        boolean untouched = status == OrderStatus.NEW;
        return new WireOrder(
                order.orderId(),
                order.symbol().name(),
                status,
                order.clientOrderId(),
                order.price(),
                average(average),
                order.quantity(),
                executed,
                listed ? null : executed,
                quote,
                order.timeInForce(),
                untouched && !listed ? order.originalType() : order.type(),
                order.reduceOnly(),
                order.closePosition(),
                order.side(),
                order.positionSide(),
                order.stopPrice(),
                order.workingType(),
                order.priceProtect(),
                order.originalType(),
                trailing ? order.activatePrice() : null,
                trailing ? order.callbackRate() : null,
                listed ? order.time() : null,
                order.updateTime());
    }

    /** Five decimals, or as many as it takes to show it. */
    private static BigDecimal average(BigDecimal average) {
        BigDecimal shown = AccountAnswers.price(average).stripTrailingZeros();
        return shown.setScale(Math.max(shown.scale(), AVERAGE_SCALE), RoundingMode.UNNECESSARY);
    }

    private static WireTrade trade(VenueTrade trade) {
        return new WireTrade(
                trade.symbol().name(),
                trade.id(),
                trade.orderId(),
                trade.side(),
                trade.price(),
                trade.quantity(),
                trade.realizedPnl(),
                trade.quoteQuantity(),
                trade.commission(),
                "USDT",
                trade.time(),
                trade.positionSide(),
                trade.side() == Side.BUY,
                trade.maker());
    }

    private record Done(String code, String msg) {}

    /** {@code cumQty} is in answers to placing and cancelling only, {@code time} in looked up orders only. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record WireOrder(
            long orderId,
            String symbol,
            OrderStatus status,
            String clientOrderId,
            BigDecimal price,
            BigDecimal avgPrice,
            BigDecimal origQty,
            BigDecimal executedQty,
            @Nullable BigDecimal cumQty,
            BigDecimal cumQuote,
            TimeInForce timeInForce,
            VenueOrderType type,
            boolean reduceOnly,
            boolean closePosition,
            Side side,
            PositionSide positionSide,
            BigDecimal stopPrice,
            WorkingType workingType,
            boolean priceProtect,
            VenueOrderType origType,
            @Nullable BigDecimal activatePrice,
            @Nullable BigDecimal priceRate,
            @Nullable Long time,
            long updateTime) {}

    private record WireTrade(
            String symbol,
            long id,
            long orderId,
            Side side,
            BigDecimal price,
            BigDecimal qty,
            BigDecimal realizedPnl,
            BigDecimal quoteQty,
            BigDecimal commission,
            String commissionAsset,
            long time,
            PositionSide positionSide,
            boolean buyer,
            boolean maker) {}
}
