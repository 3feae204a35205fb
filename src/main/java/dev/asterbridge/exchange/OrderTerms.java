package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When and at what price an order is to be executed.
 *
 * <p>The text form says all of it and can be read back: {@code MARKET}, {@code LIMIT 65000 GTC}, {@code STOP 64000
 * MARK_PRICE}, {@code TAKE_PROFIT 70000 MARK_PRICE LIMIT 69990}, {@code TRAILING_STOP 1.5 CONTRACT_PRICE FROM 66000}.
 */
public sealed interface OrderTerms {

    /** A limit that stands until it is filled or cancelled. */
    static OrderTerms at(Price price) {
        return new Limit(price, TimeInForce.GTC);
    }

    /** At once, at whatever the book gives. */
    record Market() implements OrderTerms {

        @Override
        public String toString() {
            return "MARKET";
        }
    }

    /** At this price or a better one. */
    record Limit(Price price, TimeInForce timeInForce) implements OrderTerms {

        @Override
        public String toString() {
            return "LIMIT %s %s".formatted(price, timeInForce);
        }
    }

    /**
     * Waits for a price, then goes at market, or at a limit where there is one.
     *
     * @param kind a stop waits for a worse price than the present one, a take-profit for a better one
     */
    record Triggered(
            Kind kind,
            Price trigger,
            WorkingType by,
            @Nullable Price limit) implements OrderTerms {

        @Override
        public String toString() {
            return "%s %s %s%s".formatted(kind, trigger, by, limit == null ? "" : " LIMIT " + limit);
        }
    }

    /**
     * A stop at market that follows the price.
     *
     * @param callback in percent, 0.1 to 4: one of the exchange's texts says 5, another 4
     * @param activation from where on it follows; at once where absent
     */
    record Trailing(
            BigDecimal callback, WorkingType by, @Nullable Price activation) implements OrderTerms {

        private static final BigDecimal LEAST = new BigDecimal("0.1");
        private static final BigDecimal MOST = new BigDecimal("4");

        public Trailing {
            if (callback.compareTo(LEAST) < 0 || callback.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("must be from 0.1 to 4 percent");
            }
        }

        @Override
        public String toString() {
            return "TRAILING_STOP %s %s%s"
                    .formatted(Decimals.plain(callback), by, activation == null ? "" : " FROM " + activation);
        }
    }

    /** Which way the price has to go. */
    enum Kind {
        STOP,
        TAKE_PROFIT
    }

    /** How long a limit stands. */
    enum TimeInForce {
        /** Until it is filled or cancelled. */
        GTC,
        /** What cannot be filled at once is cancelled. */
        IOC,
        /** All at once or nothing. */
        FOK,
        /** Only if it rests; what would be filled at once is cancelled. */
        GTX
    }

    /** Whose price triggers. */
    enum WorkingType {
        CONTRACT_PRICE,
        MARK_PRICE
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static OrderTerms parse(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "MARKET" -> new Market();
            case "LIMIT" -> new Limit(Price.of(words[1]), TimeInForce.valueOf(words[2]));
            case "STOP", "TAKE_PROFIT" ->
                new Triggered(
                        Kind.valueOf(words[0]),
                        Price.of(words[1]),
                        WorkingType.valueOf(words[2]),
                        words.length > 3 ? Price.of(words[4]) : null);
            case "TRAILING_STOP" ->
                new Trailing(
                        new BigDecimal(words[1]),
                        WorkingType.valueOf(words[2]),
                        words.length > 3 ? Price.of(words[4]) : null);
            default -> throw new IllegalArgumentException("no terms of an order: " + text);
        };
    }

    /** The exchange's word for the type. */
    default String type() {
        return switch (this) {
            case Market ignored -> "MARKET";
            case Limit ignored -> "LIMIT";
            case Triggered it ->
                it.limit() == null ? it.kind() + "_MARKET" : it.kind().name();
            case Trailing ignored -> "TRAILING_STOP_MARKET";
        };
    }

    /** The worst price it may be executed at; absent where any will do. */
    default @Nullable Price limit() {
        return switch (this) {
            case Market ignored -> null;
            case Limit it -> it.price();
            case Triggered it -> it.limit();
            case Trailing ignored -> null;
        };
    }

    /** Every price it names: what it waits for, and its limit. */
    default List<Price> prices() {
        return switch (this) {
            case Market ignored -> List.of();
            case Limit it -> List.of(it.price());
            case Triggered it ->
                Stream.of(it.trigger(), it.limit()).filter(Objects::nonNull).toList();
            case Trailing it -> Stream.ofNullable(it.activation()).toList();
        };
    }

    /** Whether AsterDEX ties exits to it. */
    default boolean takesTies() {
        return this instanceof Market || !endsAtOnce();
    }

    /** Whether it only ever rests: what would be filled at once ends without a fill. */
    default boolean isPostOnly() {
        return this instanceof Limit it && it.timeInForce() == TimeInForce.GTX;
    }

    /** Whether it never rests: what is not filled at once never will be. */
    default boolean endsAtOnce() {
        return switch (this) {
            case Market ignored -> true;
            case Limit it -> it.timeInForce() == TimeInForce.IOC || it.timeInForce() == TimeInForce.FOK;
            case Triggered ignored -> false;
            case Trailing ignored -> false;
        };
    }
}
