package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a signal.
 *
 * @param order what would be ordered; absent when nothing would
 * @param exits what would rest afterwards to end the position, if the order was filled at the price that it names, or else
 *     at the mark price; nothing where that stays as it is
 * @param cancels orders at rest that would be cancelled for it, also where nothing would be ordered in their place
 * @param note how the quantity came about, or why no order is needed; absent where there is nothing to say
 * @param warning what may keep the exchange from taking the order; absent where there is nothing to say
 * @param problem why nothing would
 */
public record Preview(
        @Nullable OrderRequest order,
        List<Exit> exits,
        List<OrderRequest> cancels,
        Map<String, Adjustment> adjusted,
        @Nullable String note,
        @Nullable String warning,
        @Nullable Problem problem) {

    /**
     * One of the exits.
     *
     * @param role stop, take-1, take-2, ..., trail
     */
    public record Exit(String role, OrderRequest order) {}

    /** Nothing would be ordered, because of that. */
    public static Preview refused(Problem problem) {
        return new Preview(null, List.of(), List.of(), Map.of(), null, null, problem);
    }

    /** The same, while these would be cancelled. */
    Preview cancelling(List<StandingOrder> orders) {
        List<OrderRequest> cancelled =
                orders.stream().map(order -> order.order().request()).toList();
        return new Preview(order, exits, cancelled, adjusted, note, warning, problem);
    }
}
