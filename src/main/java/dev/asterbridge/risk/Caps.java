package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Limits that belong together; each is absent when it is off.
 *
 * @param orderNotional in the quote asset, as is the position's
 * @param drawdown a part of one, as is the price's deviation
 */
record Caps(
        @Nullable BigDecimal orderNotional,
        @Nullable BigDecimal positionNotional,
        @Nullable Integer leverage,
        @Nullable Integer openPositions,
        @Nullable Integer ordersPerMinute,
        @Nullable Loss dailyLoss,
        @Nullable BigDecimal drawdown,
        @Nullable Set<Symbol> symbols,
        @Nullable BigDecimal priceDeviation) {

    static final Caps NONE = of(Map.of());

    private static final String OFF = "off";

    Caps {
        symbols = symbols == null ? null : Set.copyOf(symbols);
    }

    /** Every limit by its name, with what it may say. */
    enum Name {
        MAX_ORDER_NOTIONAL,
        MAX_POSITION_NOTIONAL,
        MAX_LEVERAGE,
        MAX_OPEN_POSITIONS,
        MAX_ORDERS_PER_MINUTE,
        MAX_DAILY_LOSS,
        MAX_DRAWDOWN,
        ALLOWED_SYMBOLS,
        MAX_PRICE_DEVIATION;

        /** In a file and in a problem. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The value; null when it is off.
         *
         * @throws IllegalArgumentException that says what it must be
         */
        @Nullable
        Object read(String text) {
            if (text.equalsIgnoreCase(OFF) || (this == ALLOWED_SYMBOLS && text.equalsIgnoreCase("all"))) {
                return null;
            }
            return switch (this) {
                case MAX_ORDER_NOTIONAL, MAX_POSITION_NOTIONAL -> amount(text);
                case MAX_LEVERAGE -> count(text, 125);
                case MAX_OPEN_POSITIONS, MAX_ORDERS_PER_MINUTE -> count(text, 1000);
                case MAX_DAILY_LOSS -> loss(text);
                case MAX_DRAWDOWN, MAX_PRICE_DEVIATION -> part(text);
                case ALLOWED_SYMBOLS -> symbols(text);
            };
        }
    }

    /**
     * What is not named is off.
     *
     * @throws IllegalArgumentException that says which value must be what
     */
    static Caps of(Map<Name, String> texts) {
        Function<Name, @Nullable Object> read = name -> read(name, texts.get(name));
        @SuppressWarnings("unchecked")
        Set<Symbol> symbols = (Set<Symbol>) read.apply(Name.ALLOWED_SYMBOLS);
        return new Caps(
                (BigDecimal) read.apply(Name.MAX_ORDER_NOTIONAL),
                (BigDecimal) read.apply(Name.MAX_POSITION_NOTIONAL),
                (Integer) read.apply(Name.MAX_LEVERAGE),
                (Integer) read.apply(Name.MAX_OPEN_POSITIONS),
                (Integer) read.apply(Name.MAX_ORDERS_PER_MINUTE),
                (Loss) read.apply(Name.MAX_DAILY_LOSS),
                (BigDecimal) read.apply(Name.MAX_DRAWDOWN),
                symbols,
                (BigDecimal) read.apply(Name.MAX_PRICE_DEVIATION));
    }

    private static @Nullable Object read(Name name, @Nullable String text) {
        try {
            return text == null ? null : name.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is \"%s\"; it %s".formatted(name.text(), text, e.getMessage()), e);
        }
    }

    /** Every limit as it was said, by name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Name.MAX_ORDER_NOTIONAL.text(), usdt(orderNotional));
        texts.put(Name.MAX_POSITION_NOTIONAL.text(), usdt(positionNotional));
        texts.put(Name.MAX_LEVERAGE.text(), text(leverage));
        texts.put(Name.MAX_OPEN_POSITIONS.text(), text(openPositions));
        texts.put(Name.MAX_ORDERS_PER_MINUTE.text(), text(ordersPerMinute));
        texts.put(Name.MAX_DAILY_LOSS.text(), text(dailyLoss));
        texts.put(Name.MAX_DRAWDOWN.text(), drawdown == null ? OFF : percent(drawdown));
        texts.put(
                Name.ALLOWED_SYMBOLS.text(),
                symbols == null
                        ? "all"
                        : new TreeSet<>(symbols).stream().map(Symbol::name).collect(Collectors.joining(",")));
        texts.put(Name.MAX_PRICE_DEVIATION.text(), priceDeviation == null ? OFF : percent(priceDeviation));
        return texts;
    }

    /** A part of one as people write it: {@code 0.15} is {@code 15%}. */
    static String percent(BigDecimal part) {
        return Decimals.plain(part.movePointRight(2)) + "%";
    }

    /** How much one is of the other, for people. */
    static String share(BigDecimal part, BigDecimal whole) {
        return percent(part.divide(whole, 4, RoundingMode.HALF_UP));
    }

    private static String usdt(@Nullable BigDecimal amount) {
        return amount == null ? OFF : Decimals.plain(amount) + " USDT";
    }

    private static String text(@Nullable Object value) {
        return value == null ? OFF : value.toString();
    }

    private static BigDecimal amount(String text) {
        return require(
                text.matches("\\d{1,12}(\\.\\d{1,8})?") ? new BigDecimal(text) : BigDecimal.ZERO,
                "an amount in USDT such as 1000, or off");
    }

    private static BigDecimal part(String text) {
        String number = text.replaceFirst(" *%$", "");
        BigDecimal percent = number.length() < text.length() && number.matches("\\d{1,3}(\\.\\d{1,4})?")
                ? new BigDecimal(number)
                : BigDecimal.ZERO;
        String allowed = "a percentage such as 15%, or off";
        return require(percent.compareTo(BigDecimal.valueOf(100)) > 0 ? BigDecimal.ZERO : percent, allowed)
                .movePointLeft(2);
    }

    private static Loss loss(String text) {
        return text.endsWith("%") ? new Loss(part(text), true) : new Loss(amount(text), false);
    }

    private static Integer count(String text, int most) {
        BigDecimal count = text.matches("\\d{1,4}") ? new BigDecimal(text) : BigDecimal.ZERO;
        BigDecimal legal = count.compareTo(BigDecimal.valueOf(most)) > 0 ? BigDecimal.ZERO : count;
        return require(legal, "a whole number from 1 to %d, or off".formatted(most))
                .intValueExact();
    }

    private static Set<Symbol> symbols(String text) {
        return Arrays.stream(text.split(",", -1)).map(Symbol::of).collect(Collectors.toSet());
    }

    private static BigDecimal require(BigDecimal number, String allowed) {
        if (number.signum() <= 0) {
            throw new IllegalArgumentException("must be " + allowed);
        }
        return number;
    }
}
