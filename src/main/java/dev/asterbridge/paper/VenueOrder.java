package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An order the venue has taken, at one moment of its life.
 *
 * <p>Part of the stored state: its methods are named so that no JSON mapper takes them for properties.
 *
 * @param type the present type; {@code MARKET} or {@code LIMIT} once a condition was met
 * @param originalType the type it was placed with
 * @param quantity zero for {@code closePosition} until it is triggered
 * @param price zero without a limit
 * @param stopPrice zero without one
 * @param activatePrice of a trailing stop; zero without one
 * @param callbackRate of a trailing stop, per cent; zero without one
 * @param trailed the best price since a trailing stop became active; absent before
 * @param cumulativeQuote sum of price times quantity of the fills
 * @param time placed at, milliseconds
 * @param updateTime last changed at, milliseconds
 */
record VenueOrder(
        long orderId,
        String clientOrderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        VenueOrderType type,
        VenueOrderType originalType,
        TimeInForce timeInForce,
        OrderStatus status,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal stopPrice,
        BigDecimal activatePrice,
        BigDecimal callbackRate,
        @Nullable BigDecimal trailed,
        boolean reduceOnly,
        boolean closePosition,
        WorkingType workingType,
        boolean priceProtect,
        BigDecimal executedQuantity,
        BigDecimal cumulativeQuote,
        long time,
        long updateTime) {

    private static final int AVERAGE_SCALE = 8;

    /** Average price of the fills; zero when nothing is filled. */
    BigDecimal averagePrice() {
        return executedQuantity.signum() == 0
                ? BigDecimal.ZERO
                : cumulativeQuote.divide(executedQuantity, AVERAGE_SCALE, RoundingMode.HALF_EVEN);
    }

    /** What is still to be filled. */
    BigDecimal remaining() {
        return quantity.subtract(executedQuantity);
    }

    /** Whether something can still happen to it. */
    boolean open() {
        return !status.isFinal();
    }
}
