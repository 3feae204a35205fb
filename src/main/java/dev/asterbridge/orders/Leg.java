package dev.asterbridge.orders;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One order of a signal.
 *
 * @param number 1 for the first; an exit may need more than one, and a target that goes to the other side
 * @param early whether it was placed while an earlier order of the symbol was unproven, or was too large for one order: more
 *     may have to follow
 * @param strategy whose position it moves; empty for the one without a name
 */
@Schema(name = "OrderOfSignal")
public record Leg(String signalId, int number, boolean early, String strategy, Purpose purpose) {

    /** Whether it waits to end what the signal opened. */
    public boolean isExit() {
        return !purpose.role().isEmpty();
    }
}
