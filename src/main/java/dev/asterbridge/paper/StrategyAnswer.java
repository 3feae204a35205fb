package dev.asterbridge.paper;

/**
 * What became of a request for a strategy.
 *
 * @param failureCode zero when it was taken, otherwise one of AsterDEX's negative codes
 */
record StrategyAnswer(Strategy strategy, int failureCode, String failureReason) {

    static StrategyAnswer taken(Strategy strategy) {
        return new StrategyAnswer(strategy, 0, "");
    }

    static StrategyAnswer refused(Strategy strategy, VenueError why) {
        return new StrategyAnswer(strategy, why.code(), String.valueOf(why.getMessage()));
    }
}
