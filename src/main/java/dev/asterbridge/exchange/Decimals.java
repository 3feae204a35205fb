package dev.asterbridge.exchange;

import java.math.BigDecimal;

/**
 * The one gate for numbers that come from outside.
 *
 * <p>{@code 1e9999999} is twelve characters that keep a core busy for seconds at the first addition, and
 * {@code 1e999999999} exhausts the heap when it is printed. Only {@link BigDecimal#precision()} and
 * {@link BigDecimal#scale()} are safe to ask before.
 */
public final class Decimals {

    private static final int MAX_PRECISION = 30;
    private static final int MAX_SCALE = 18;
    private static final int MAX_TEXT = 64;

    private Decimals() {}

    /**
     * Reads a decimal number.
     *
     * @throws IllegalArgumentException if the text is no number, or one outside 30 digits and 18 decimals
     */
    public static BigDecimal parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_TEXT || !trimmed.chars().allMatch(Decimals::isNumeric)) {
            throw new IllegalArgumentException("must be a decimal number such as 0.25");
        }
        try {
            return admit(new BigDecimal(trimmed));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a decimal number such as 0.25", e);
        }
    }

    /**
     * Lets a number pass that arithmetic can bear.
     *
     * @throws IllegalArgumentException if it has more than 30 digits or an exponent beyond 18
     */
    public static BigDecimal admit(BigDecimal number) {
        if (!isBearable(number)) {
            throw new IllegalArgumentException("must have at most 30 digits and at most 18 decimals");
        }
        return number;
    }

    /** Whether arithmetic can bear the number: at most 30 digits, and an exponent of at most 18. */
    public static boolean isBearable(BigDecimal number) {
        return number.precision() <= MAX_PRECISION && Math.abs((long) number.scale()) <= MAX_SCALE;
    }

    /** The number as people and the exchange write it: no exponent, no trailing zeros. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static boolean isNumeric(int c) {
        return (c >= '0' && c <= '9') || ".-+eE".indexOf(c) >= 0;
    }
}
