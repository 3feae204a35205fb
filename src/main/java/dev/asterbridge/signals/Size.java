package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Quantity;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much, as asked for.
 *
 * <p>The text forms can be read back: {@code 0.01} contracts, {@code 100 USDT} worth of them, {@code 5%} of the account's
 * equity, {@code 50%p} of the position, {@code 1%r} of the equity at risk until the stop.
 */
public sealed interface Size {

    /** Base asset units. */
    record Contracts(Quantity quantity) implements Size {

        @Override
        public String toString() {
            return quantity.toString();
        }
    }

    /** What it is worth in the quote asset. */
    record Worth(BigDecimal amount, String asset) implements Size {

        @Override
        public String toString() {
            return Decimals.plain(amount) + " " + asset;
        }
    }

    /** A share of something, in percent. */
    record Share(BigDecimal percent, Of of) implements Size {

        @Override
        public String toString() {
            return Decimals.plain(percent) + "%" + of.suffix;
        }
    }

    /** What a share is taken of. */
    enum Of {
        /** Wallet balance and unrealised profit, of which the order is worth this share; leverage plays no part. */
        EQUITY("", 10_000),
        /** The position that is there. */
        POSITION("p", 100),
        /** The equity, of which this share is lost when the stop is hit at its price. */
        RISK("r", 100);

        private final String suffix;
        private final BigDecimal most;

        Of(String suffix, int most) {
            this.suffix = suffix;
            this.most = BigDecimal.valueOf(most);
        }
    }

    /**
     * Reads a size; a bare number is contracts.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Size parse(String text) {
        Matcher matcher = Forms.SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a quantity such as 0.01, or 100 USDT, 5% (of equity), 50%p (of the position), 1%r (at risk)");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        if (unit.isEmpty()) {
            return new Contracts(Quantity.of(matcher.group(1)));
        }
        BigDecimal number = Decimals.parse(matcher.group(1));
        if (number.signum() <= 0) {
            throw new IllegalArgumentException("must be greater than zero");
        }
        return switch (unit) {
            case "%" -> share(number, Of.EQUITY);
            case "%P" -> share(number, Of.POSITION);
            case "%R" -> share(number, Of.RISK);
            default -> new Worth(number, unit.equals("$") ? "USDT" : unit);
        };
    }

    private static Share share(BigDecimal percent, Of of) {
        if (percent.compareTo(of.most) > 0) {
            throw new IllegalArgumentException("must be at most %s %%".formatted(Decimals.plain(of.most)));
        }
        return new Share(percent, of);
    }

    /** What a size may look like. */
    final class Forms {

        private static final Pattern SIZE = Pattern.compile(
                "([+-]?[0-9.eE+-]{1,60}?) ?(%[pPrR]?|\\$|(?:USD[A-Z]?|BUSD|FDUSD)|)", Pattern.CASE_INSENSITIVE);

        private Forms() {}
    }
}
