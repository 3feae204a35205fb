package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was asked for; absent is what was not sent.
 *
 * <p>The venue itself checks which parameters a type needs or must not have.
 *
 * @param reduceOnly in hedge mode not even false may be sent
 * @param callbackRate per cent, 1 means 1 %
 * @param priceProtect acted upon for stop and take-profit orders only, otherwise just shown
 */
record NewOrder(
        Symbol symbol,
        Side side,
        @Nullable PositionSide positionSide,
        VenueOrderType type,
        @Nullable TimeInForce timeInForce,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal price,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal activationPrice,
        @Nullable BigDecimal callbackRate,
        @Nullable Boolean reduceOnly,
        boolean closePosition,
        @Nullable WorkingType workingType,
        boolean priceProtect,
        @Nullable String clientOrderId) {}
