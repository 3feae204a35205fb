package dev.asterbridge.orders;

/**
 * One order of a signal.
 *
 * @param number 1 for the first; an exit may need more than one
 * @param early whether it was placed while an earlier order of the symbol was unproven
 */
public record Leg(String signalId, int number, boolean early) {}
