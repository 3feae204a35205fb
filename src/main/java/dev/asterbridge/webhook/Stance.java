package dev.asterbridge.webhook;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** On which side of the market somebody stands. */
enum Stance {
    LONG,
    SHORT,
    FLAT;

    /** What an order was for, told by its side and the stance after it. */
    enum Move {
        ENTER,
        REDUCE,
        LEAVE
    }

    /**
     * Reads {@code long}, {@code short} and {@code flat}, and what others call them.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Stance of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "long", "bullish" -> LONG;
            case "short", "bearish" -> SHORT;
            case "flat" -> FLAT;
            default -> throw new IllegalArgumentException("must be long, short or flat");
        };
    }

    Move after(Side order) {
        return switch (this) {
            case FLAT -> Move.LEAVE;
            case LONG -> order == Side.BUY ? Move.ENTER : Move.REDUCE;
            case SHORT -> order == Side.SELL ? Move.ENTER : Move.REDUCE;
        };
    }

    /** The position that an order of this side takes from. */
    static PositionSide reducedBy(Side order) {
        return order == Side.SELL ? PositionSide.LONG : PositionSide.SHORT;
    }

    /** A size with the sign of the stance; absent where the two contradict each other. */
    @Nullable
    BigDecimal signed(BigDecimal size) {
        return switch (this) {
            case FLAT -> size.signum() == 0 ? BigDecimal.ZERO : null;
            case LONG -> size.signum() > 0 ? size : null;
            case SHORT -> size.signum() > 0 ? size.negate() : null;
        };
    }

    boolean agreesWith(BigDecimal signed) {
        return signed.signum() == (this == LONG ? 1 : this == SHORT ? -1 : 0);
    }
}
