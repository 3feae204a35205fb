package dev.asterbridge.signals;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done on one symbol.
 *
 * @param positionSide which position is meant; needed only where the account holds two on the symbol
 */
public record Signal(Symbol symbol, @Nullable PositionSide positionSide, Intent intent) {

    /** Whether more may be held afterwards than before. */
    boolean opens() {
        return switch (intent) {
            case Open ignored -> true;
            case Increase ignored -> true;
            case Decrease ignored -> false;
            case Close ignored -> false;
        };
    }

    /** What is to be done; sizes and limits as asked for, before the symbol's rules are applied. */
    public sealed interface Intent {

        /** The word for it in an alert. */
        String name();
    }

    /** Open a position, or add to one of the same direction. */
    public record Open(
            Side side, Quantity quantity, @Nullable Price limit) implements Intent {

        @Override
        public String name() {
            return "open";
        }

        @Override
        public String toString() {
            return "open " + side + " " + quantity + at(limit);
        }
    }

    /** Add to the position that is there; {@code side}, where given, must agree with it. */
    public record Increase(
            @Nullable Side side,
            Quantity quantity,
            @Nullable Price limit) implements Intent {

        @Override
        public String name() {
            return "increase";
        }

        @Override
        public String toString() {
            return "increase by " + quantity + at(limit);
        }
    }

    /** Take part of the position away, never more than is there. */
    public record Decrease(Quantity quantity, @Nullable Price limit) implements Intent {

        @Override
        public String name() {
            return "decrease";
        }

        @Override
        public String toString() {
            return "decrease by " + quantity + at(limit);
        }
    }

    /** End the position, at market. */
    public record Close() implements Intent {

        @Override
        public String name() {
            return "close";
        }

        @Override
        public String toString() {
            return "close";
        }
    }

    private static String at(@Nullable Price limit) {
        return limit == null ? " at market" : " at " + limit;
    }
}
