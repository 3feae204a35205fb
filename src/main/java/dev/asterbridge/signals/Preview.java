package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.problems.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a signal.
 *
 * @param order what would be ordered; absent when nothing would
 * @param note how the quantity came about, or why no order is needed; absent where there is nothing to say
 * @param problem why nothing would
 */
public record Preview(
        @Nullable OrderRequest order,
        Map<String, Adjustment> adjusted,
        @Nullable String note,
        @Nullable Problem problem) {}
