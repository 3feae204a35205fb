package dev.asterbridge.exchange;

import org.jspecify.annotations.Nullable;

/**
 * How something is to be backed: as far as somebody said so.
 *
 * @param leverage 1 to 125; a symbol may allow less
 */
public record MarginTerms(
        @Nullable Integer leverage, @Nullable MarginType marginType) {

    /** Nobody said anything. */
    public static final MarginTerms NONE = new MarginTerms(null, null);

    /** What the exchange allows at most, on any symbol. */
    public static final int MOST = 125;

    public MarginTerms {
        if (leverage != null) {
            requireLegal(leverage);
        }
    }

    /**
     * Reads {@code 20} and {@code 20x}.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static Integer leverage(String text) {
        String number = text.strip().replaceFirst("[xX]$", "");
        int leverage = number.matches("\\d{1,3}") ? Integer.parseInt(number) : 0;
        requireLegal(leverage);
        return leverage;
    }

    private static void requireLegal(int leverage) {
        if (leverage < 1 || leverage > MOST) {
            throw new IllegalArgumentException("must be a whole number from 1 to " + MOST);
        }
    }

    public boolean isNone() {
        return leverage == null && marginType == null;
    }

    /** {@code 20x ISOLATED}; empty when nobody said anything. */
    @Override
    public String toString() {
        return (leverage == null ? "" : leverage + "x")
                + (isPartly() ? "" : " ")
                + (marginType == null ? "" : marginType.name());
    }

    private boolean isPartly() {
        return leverage == null || marginType == null;
    }
}
