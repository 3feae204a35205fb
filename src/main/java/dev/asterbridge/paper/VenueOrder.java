package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
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

    /** Average price of the fills; zero when nothing is filled. */
    BigDecimal averagePrice() {
        return executedQuantity.signum() == 0 ? BigDecimal.ZERO : Usdt.price(cumulativeQuote, executedQuantity);
    }

    /** What is still to be filled. */
    BigDecimal remaining() {
        return quantity.subtract(executedQuantity);
    }

    /** Whether something can still happen to it. */
    boolean open() {
        return !status.isFinal();
    }

    /** Whether it may only make its position smaller. In hedge mode the sides say so. */
    boolean reducing() {
        return reduceOnly
                || closePosition
                || (positionSide == PositionSide.LONG && side == Side.SELL)
                || (positionSide == PositionSide.SHORT && side == Side.BUY);
    }

    /** Whether it is not set off while last and mark price are far from each other; a trailing stop never is. */
    boolean protectedFromGaps() {
        return priceProtect && type != VenueOrderType.TRAILING_STOP_MARKET;
    }

    /** A quantity as it moves the position: negative when sold. */
    BigDecimal signed(BigDecimal size) {
        return side == Side.BUY ? size : size.negate();
    }

    /** The same under the ids of another order, and as old as it. */
    VenueOrder inPlaceOf(VenueOrder other) {
        return new VenueOrder(
                other.orderId,
                other.clientOrderId,
                symbol,
                side,
                positionSide,
                type,
                originalType,
                timeInForce,
                status,
                quantity,
                price,
                stopPrice,
                activatePrice,
                callbackRate,
                trailed,
                reduceOnly,
                closePosition,
                workingType,
                priceProtect,
                executedQuantity,
                cumulativeQuote,
                other.time,
                updateTime);
    }

    VenueOrder filled(BigDecimal at, BigDecimal size, long now) {
        BigDecimal executed = executedQuantity.add(size);
        OrderStatus after = executed.compareTo(quantity) < 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED;
        return with(type, after, quantity, trailed, executed, cumulativeQuote.add(at.multiply(size)), now);
    }

    VenueOrder ended(OrderStatus as, long now) {
        return with(type, as, quantity, trailed, executedQuantity, cumulativeQuote, now);
    }

    VenueOrder trailing(BigDecimal best) {
        return with(type, status, quantity, best, executedQuantity, cumulativeQuote, updateTime);
    }

    /** The order once its condition is met: to be worked at market or as a limit. */
    VenueOrder triggered(BigDecimal size, long now) {
        VenueOrderType present = type.isPriced() ? VenueOrderType.LIMIT : VenueOrderType.MARKET;
        return with(present, status, size, trailed, executedQuantity, cumulativeQuote, now);
    }

    private VenueOrder with(
            VenueOrderType newType,
            OrderStatus newStatus,
            BigDecimal newQuantity,
            @Nullable BigDecimal newTrailed,
            BigDecimal newExecuted,
            BigDecimal newQuote,
            long now) {
        return new VenueOrder(
                orderId,
                clientOrderId,
                symbol,
                side,
                positionSide,
                newType,
                originalType,
                timeInForce,
                newStatus,
                newQuantity,
                price,
                stopPrice,
                activatePrice,
                callbackRate,
                newTrailed,
                reduceOnly,
                closePosition,
                workingType,
                priceProtect,
                newExecuted,
                newQuote,
                time,
                now);
    }
}
