package dev.asterbridge.exchange;

/** Which position an order touches: {@code BOTH} in one-way mode, {@code LONG} or {@code SHORT} in hedge mode. */
public enum PositionSide {
    BOTH,
    LONG,
    SHORT
}
