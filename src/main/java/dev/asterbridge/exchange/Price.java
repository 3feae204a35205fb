package dev.asterbridge.exchange;

import java.math.BigDecimal;

/** A price in units of the quote asset; more than zero. */
public record Price(BigDecimal value) implements Comparable<Price> {

    public Price {
        Decimals.admit(value);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("must be greater than zero");
        }
    }

    public static Price of(String text) {
        return new Price(Decimals.parse(text));
    }

    @Override
    public int compareTo(Price other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.plain(value);
    }
}
