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
    private static final Pattern VENUE = Pattern.compile("^\\w+:(?=[^:/]+$)");
    private static final Pattern SETTLEMENT = Pattern.compile("(?<=[/-]\\w{1,20}):\\w+$");
    private static final Pattern PERPETUAL = Pattern.compile("(\\.P|[.\\-_]?PERP)$");

    public Symbol {
        name = name.toUpperCase(Locale.ROOT);
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("must be a contract name such as BTCUSDT");
        }
    }

    /**
     * Reads a symbol as charts and other programs write it: {@code BINANCE:BTCUSDT.P}, {@code BTC/USDT},
     * {@code BTC/USDT:USDT}, {@code BTC-USDT} and {@code btcusdt} are all {@code BTCUSDT}.
     *
     * @throws IllegalArgumentException if nothing that could be a symbol is left
     */
    public static Symbol of(String text) {
        String ticker = text.strip().toUpperCase(Locale.ROOT);
        if (ticker.length() > 64) {
            throw new IllegalArgumentException("must be a contract name such as BTCUSDT");
        }
        ticker = SETTLEMENT.matcher(ticker).replaceFirst("");
        ticker = VENUE.matcher(ticker).replaceFirst("");
        ticker = PERPETUAL.matcher(ticker).replaceFirst("");
        return new Symbol(ticker.replaceAll("[/\\-]", ""));
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
