package dev.asterbridge.paper;

/** Whether a strategy can still do something. */
enum StrategyStatus {
    WORKING,
    /** Nothing is left to be done, however its legs ended. */
    EXPIRED,
    /** Never begun; none of its orders is left. */
    REJECTED
}
