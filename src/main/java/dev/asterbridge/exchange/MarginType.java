package dev.asterbridge.exchange;

import java.util.Locale;

/** Whether a position is backed by the whole account or by its own margin. */
public enum MarginType {
    CROSSED,
    ISOLATED;

    /**
     * Reads the word in upper or lower case, and {@code cross}.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static MarginType of(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "CROSSED", "CROSS" -> CROSSED;
            case "ISOLATED" -> ISOLATED;
            default -> throw new IllegalArgumentException("must be ISOLATED or CROSSED");
        };
    }
}
