package dev.asterbridge.exchange;

/** Whether a position is backed by the whole account or by its own margin. */
public enum MarginType {
    CROSSED,
    ISOLATED
}
