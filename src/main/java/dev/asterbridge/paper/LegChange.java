package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a leg of a strategy shall be from now on; absent is what stays. Its symbol, side and type cannot change. */
record LegChange(
        int subId,
        Symbol symbol,
        Side side,
        VenueOrderType type,
        @Nullable PositionSide positionSide,
        @Nullable TimeInForce timeInForce,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal price,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal activationPrice,
        @Nullable BigDecimal callbackRate,
        @Nullable Boolean reduceOnly,
        @Nullable Boolean closePosition,
        @Nullable WorkingType workingType,
        @Nullable Boolean priceProtect) {

    /** @throws VenueError -1130 if it is about another order */
    NewOrder of(NewOrder before) {
        boolean sameSide = positionSide == null || positionSide == orBoth(before.positionSide());
        if (!symbol.equals(before.symbol()) || side != before.side() || type != before.type() || !sameSide) {
            throw new VenueError(-1130, "Data sent for parameter 'subOrderList' is not valid.");
        }
        return new NewOrder(
                symbol,
                side,
                before.positionSide(),
                type,
                orElse(timeInForce, before.timeInForce()),
                orElse(quantity, before.quantity()),
                orElse(price, before.price()),
                orElse(stopPrice, before.stopPrice()),
                orElse(activationPrice, before.activationPrice()),
                orElse(callbackRate, before.callbackRate()),
                orElse(reduceOnly, before.reduceOnly()),
                Objects.requireNonNullElse(closePosition, before.closePosition()),
                orElse(workingType, before.workingType()),
                Objects.requireNonNullElse(priceProtect, before.priceProtect()),
                before.clientOrderId());
    }

    private static PositionSide orBoth(@Nullable PositionSide side) {
        return side == null ? PositionSide.BOTH : side;
    }

    private static <T> @Nullable T orElse(@Nullable T now, @Nullable T before) {
        return now == null ? before : now;
    }
}
