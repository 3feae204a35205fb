package dev.asterbridge.exchange;

import java.math.BigDecimal;

/** A size in units of the base asset; more than zero. */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    public Quantity {
        Decimals.admit(value);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("must be greater than zero");
        }
    }

    public static Quantity of(String text) {
        return new Quantity(Decimals.parse(text));
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.plain(value);
    }
}
