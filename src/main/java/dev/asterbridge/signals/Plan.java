package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.problems.Problem;
import java.util.Map;

/** What a signal comes to. */
sealed interface Plan {

    /**
     * Place this order.
     *
     * @param adjusted what was changed to fit the rules, by field
     */
    record Go(OrderRequest order, Map<String, Adjustment> adjusted) implements Plan {}

    /** Do nothing. */
    record Stop(Problem problem) implements Plan {}
}
