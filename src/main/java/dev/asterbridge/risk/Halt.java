package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import java.time.Instant;
import java.util.Locale;

/**
 * That nothing new may be opened, until a person lets it again.
 *
 * @param by the limit's name, or where the request came from
 * @param automatic whether a limit did it, and not a person
 */
public record Halt(Scope scope, String why, String by, boolean automatic, Instant since) {

    /** What it is about. */
    public enum Kind {
        ACCOUNT,
        SYMBOL,
        STRATEGY;

        /** In JSON and in the journal. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How far it reaches.
     *
     * @param name of the symbol or strategy; empty for the account
     */
    public record Scope(Kind kind, String name) {

        public static final Scope ACCOUNT = new Scope(Kind.ACCOUNT, "");

        private static final int LONGEST = 100;

        public Scope {
            name = name.strip();
            if (name.isEmpty() != (kind == Kind.ACCOUNT) || name.length() > LONGEST) {
                throw new IllegalArgumentException("must be a name of 1 to 100 characters");
            }
        }

        public static Scope of(Symbol symbol) {
            return new Scope(Kind.SYMBOL, symbol.name());
        }

        /**
         * One strategy, as alerts name it.
         *
         * @throws IllegalArgumentException for a name that is blank or too long
         */
        public static Scope ofStrategy(String strategy) {
            return new Scope(Kind.STRATEGY, strategy);
        }

        boolean covers(Exposure order) {
            return switch (kind) {
                case ACCOUNT -> true;
                case SYMBOL -> name.equals(order.symbol().name());
                case STRATEGY -> name.equals(order.strategy());
            };
        }

        @Override
        public String toString() {
            return switch (kind) {
                case ACCOUNT -> "the account";
                case SYMBOL -> name;
                case STRATEGY -> "strategy " + name;
            };
        }
    }
}
