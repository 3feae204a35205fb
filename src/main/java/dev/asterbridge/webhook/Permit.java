package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a message may have done.
 *
 * @param strategies the only ones whose alerts it may send; absent when it may send all
 * @param old whether it showed a secret that has been replaced by a newer one
 */
record Permit(@Nullable Set<String> strategies, boolean old) {

    /** Everything. */
    static final Permit ALL = new Permit(null, false);

    /** @throws ProblemException 403 for an alert of another strategy */
    void require(String strategy) {
        if (strategies != null && !strategies.contains(strategy)) {
            throw new ProblemException(Problem.of(
                    403,
                    "WRONG_STRATEGY",
                    "The secret is one strategy's and can send its alerts only; this one %s"
                            .formatted(strategy.isEmpty() ? "names no strategy" : "is of '" + strategy + "'")));
        }
    }
}
