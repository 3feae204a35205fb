package dev.asterbridge.risk;

import dev.asterbridge.problems.Problem;

/** Whether an order may be sent. */
public sealed interface RiskVerdict {

    /** It breaks no limit. */
    record Allowed() implements RiskVerdict {}

    /**
     * It must not be sent.
     *
     * @param problem {@code RISK_LIMIT}, {@code TRADING_HALTED}, or {@code RISK_UNKNOWN} when a limit could not be computed
     * @param passing whether it may be otherwise in a moment by itself, because only something was not known
     */
    record Refused(Problem problem, boolean passing) implements RiskVerdict {}
}
