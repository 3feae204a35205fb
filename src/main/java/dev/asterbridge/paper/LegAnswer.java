package dev.asterbridge.paper;

import org.jspecify.annotations.Nullable;

/**
 * What became of the change of one leg.
 *
 * @param strategy absent if there is none that works
 * @param failureCode zero when it was changed, otherwise one of AsterDEX's negative codes
 */
record LegAnswer(int subId, @Nullable Strategy strategy, int failureCode, String failureReason) {

    static LegAnswer refused(int subId, @Nullable Strategy strategy, VenueError why) {
        return new LegAnswer(subId, strategy, why.code(), String.valueOf(why.getMessage()));
    }
}
