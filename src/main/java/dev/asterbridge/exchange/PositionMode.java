package dev.asterbridge.exchange;

/** Whether a symbol holds one netted position or a long and a short one; a setting of the whole account. */
public enum PositionMode {
    ONE_WAY,
    HEDGE
}
