package dev.asterbridge.signals;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.problems.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a signal, as far as it is known. */
public sealed interface SignalOutcome {

    /**
     * The exchange took the order, or all is as wanted without one.
     *
     * @param message one sentence for a person
     * @param order the last one; absent when none was needed
     * @param position what is held now; absent when flat, or when it could not be read
     * @param adjusted what was changed to fit the rules, by field
     */
    record Executed(
            String message, @Nullable Order order, @Nullable Position position, Map<String, Adjustment> adjusted)
            implements SignalOutcome {}

    /** Nothing was ordered, or what was ordered had no effect. */
    record Refused(Problem problem) implements SignalOutcome {}

    /** On record and still under way, or its outcome is not proven. */
    record Pending(String message) implements SignalOutcome {}
}
