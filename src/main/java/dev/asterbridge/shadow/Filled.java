package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several orders as one.
 *
 * @param asked what was ordered
 * @param quantity what was filled of it
 * @param side of all of them; absent when there is none, or when there are both
 * @param average the price of the fills; absent where there are none, or on both sides
 */
record Filled(
        BigDecimal asked,
        BigDecimal quantity,
        @Nullable Side side,
        @Nullable BigDecimal average) {

    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

    static Filled of(List<Order> orders) {
        BigDecimal asked = sum(orders, Order::quantity);
        BigDecimal quantity = sum(orders, Order::executedQuantity);
        List<Side> sides = orders.stream().map(Order::side).distinct().toList();
        Side side = sides.size() == 1 ? sides.getFirst() : null;
        BigDecimal worth = sum(orders, order -> order.averagePrice().multiply(order.executedQuantity()));
        BigDecimal average = side == null || quantity.signum() == 0
                ? null
                : worth.divide(quantity, MathContext.DECIMAL64).stripTrailingZeros();
        return new Filled(asked, quantity, side, average);
    }

    /** How much worse than the price the fills were, in basis points; absent where nothing was filled, or there is no price. */
    @Nullable
    BigDecimal worseThan(@Nullable BigDecimal price) {
        if (average == null || price == null || price.signum() <= 0) {
            return null;
        }
        BigDecimal worse = side == Side.BUY ? average.subtract(price) : price.subtract(average);
        return worse.multiply(TEN_THOUSAND).divide(price, 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<Order> orders, Function<Order, BigDecimal> what) {
        return orders.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
