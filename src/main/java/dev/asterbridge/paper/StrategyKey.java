package dev.asterbridge.paper;

import org.jspecify.annotations.Nullable;

/**
 * Names a strategy by the venue's id or by the client's.
 *
 * @param from taken then or later, milliseconds; absent for any time
 * @param to taken then or earlier, milliseconds; absent for any time
 */
record StrategyKey(
        StrategyType type,
        @Nullable Long strategyId,
        @Nullable String clientStrategyId,
        @Nullable Long from,
        @Nullable Long to) {

    /** @throws VenueError -1102 when neither id is given, -1128 when both are, -1023 for an end before the start */
    StrategyKey {
        if (strategyId == null && clientStrategyId == null) {
            throw new VenueError(
                    -1102, "Param 'strategyId' or 'clientStrategyId' must be sent, but both were empty/null!");
        }
        if (strategyId != null && clientStrategyId != null) {
            throw new VenueError(-1128, "Combination of optional parameters invalid.");
        }
        if (from != null && to != null && from > to) {
            throw new VenueError(-1023, "Start time is greater than end time.");
        }
    }

    boolean names(Strategy strategy) {
        boolean named = strategyId != null
                ? strategyId == strategy.strategyId()
                : strategy.clientStrategyId().equals(clientStrategyId);
        return named
                && strategy.type() == type
                && (from == null || strategy.bookTime() >= from)
                && (to == null || strategy.bookTime() <= to);
    }
}
