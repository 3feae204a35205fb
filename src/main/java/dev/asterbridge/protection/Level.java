package dev.asterbridge.protection;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Where an exit is, as asked for.
 *
 * <p>The text forms can be read back: {@code 64000}, a price; {@code 2%} away from the price of entry; {@code 500 away} from
 * it, in the quote asset.
 */
public sealed interface Level {

    /** A price. */
    record At(Price price) implements Level {

        @Override
        public String toString() {
            return price.toString();
        }
    }

    /** A share of the price of entry, away from it. */
    record Percent(BigDecimal percent) implements Level {

        public Percent {
            requirePositive(percent);
        }

        @Override
        public String toString() {
            return Decimals.plain(percent) + "%";
        }
    }

    /** So much away from the price of entry. */
    record Distance(BigDecimal distance) implements Level {

        public Distance {
            requirePositive(distance);
        }

        @Override
        public String toString() {
            return Decimals.plain(distance) + " away";
        }
    }

    /**
     * Reads a level; a bare number is a price.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Level parse(String text) {
        String stripped = text.strip();
        if (stripped.endsWith("%")) {
            return new Percent(number(stripped.substring(0, stripped.length() - 1)));
        }
        if (stripped.endsWith("away")) {
            return new Distance(number(stripped.substring(0, stripped.length() - 4)));
        }
        return new At(Price.of(stripped));
    }

    /**
     * The price; not on the symbol's ticks, and not above zero where the level is too far away.
     *
     * @param up whether it is above the price of entry
     */
    default BigDecimal from(BigDecimal entry, boolean up) {
        return switch (this) {
            case At it -> it.price().value();
            case Percent it -> away(entry, entry.multiply(it.percent()).movePointLeft(2), up);
            case Distance it -> away(entry, it.distance(), up);
        };
    }

    private static BigDecimal away(BigDecimal entry, BigDecimal distance, boolean up) {
        MathContext exact = new MathContext(34, RoundingMode.HALF_EVEN);
        return up ? entry.add(distance, exact) : entry.subtract(distance, exact);
    }

    private static BigDecimal number(String text) {
        return Decimals.parse(text.strip());
    }

    private static void requirePositive(BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("must be greater than zero");
        }
    }
}
