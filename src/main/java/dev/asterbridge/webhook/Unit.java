package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Size;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the number of a size counts. */
enum Unit {
    CONTRACTS,
    QUOTE,
    PERCENT_OF_EQUITY,
    PERCENT_OF_POSITION,
    PERCENT_AT_RISK;

    private static final Pattern DOLLARS = Pattern.compile("(FDUSD|BUSD|USD[A-Z]?)$");

    /**
     * Reads a size.
     *
     * @param symbol whose quote asset is meant
     * @throws IllegalArgumentException saying what would be right
     */
    Size size(String number, @Nullable Symbol symbol) {
        return switch (this) {
            case CONTRACTS -> new Size.Contracts(Quantity.of(number));
            case QUOTE -> Size.parse(plain(number) + " " + quoteOf(symbol));
            case PERCENT_OF_EQUITY -> Size.parse(plain(number) + "%");
            case PERCENT_OF_POSITION -> Size.parse(plain(number) + "%p");
            case PERCENT_AT_RISK -> Size.parse(plain(number) + "%r");
        };
    }

    private static String plain(String number) {
        return Decimals.plain(Decimals.parse(number));
    }

    /** By the symbol's name; where it is another one, the rules of the symbol will say so. */
    private static String quoteOf(@Nullable Symbol symbol) {
        Matcher dollars = DOLLARS.matcher(symbol == null ? "" : symbol.name());
        return dollars.find() ? dollars.group() : "USDT";
    }
}
