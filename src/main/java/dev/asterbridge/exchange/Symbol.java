package dev.asterbridge.exchange;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A contract's name at the exchange, such as {@code BTCUSDT}; upper case.
 *
 * <p>Letters of any script are legal, because the exchange lists contracts such as {@code 币安人生USDT}. Whether a name is
 * listed is for {@link MarketReader#rules(Symbol)} to say.
 */
public record Symbol(String name) implements Comparable<Symbol> {

    private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{N}_]{1,40}");

    public Symbol {
        name = name.toUpperCase(Locale.ROOT);
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("must be a contract name such as BTCUSDT");
        }
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
