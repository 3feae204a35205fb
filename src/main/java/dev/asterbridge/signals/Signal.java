package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done on one symbol.
 *
 * @param strategy whose position it is about; empty for the one without a name. Each has its own, the account holds the sum
 * @param positionSide which position is meant; needed only where the account holds two on the symbol
 * @param margin how what is opened is to be backed; of no account where nothing is
 * @param alias the name it came under, where that is another one of the symbol
 */
public record Signal(
        Symbol symbol,
        String strategy,
        @Nullable PositionSide positionSide,
        Intent intent,
        MarginTerms margin,
        @Nullable Symbol alias) {

    /** A signal that is backed as its symbol is, under its symbol's own name. */
    public Signal(Symbol symbol, String strategy, @Nullable PositionSide positionSide, Intent intent) {
        this(symbol, strategy, positionSide, intent, MarginTerms.NONE, null);
    }

    /** A signal without a strategy's name. */
    public Signal(Symbol symbol, @Nullable PositionSide positionSide, Intent intent) {
        this(symbol, "", positionSide, intent);
    }

    public Signal with(MarginTerms margin) {
        return new Signal(symbol, strategy, positionSide, intent, margin, alias);
    }

    /** The same, as it came under that name. */
    public Signal as(@Nullable Symbol alias) {
        return new Signal(symbol, strategy, positionSide, intent, margin, alias);
    }

    /** What is asked for, in a few words: {@code open BUY 0.01 at market with 20x ISOLATED}. */
    public String words() {
        return margin.isNone() ? intent.toString() : "%s with %s".formatted(intent, margin);
    }

    /** Whether more may be held afterwards than before. */
    boolean opens() {
        return switch (intent) {
            case Open ignored -> true;
            case Increase ignored -> true;
            case Decrease ignored -> false;
            case Close ignored -> false;
            case Cancel ignored -> false;
            case Target target -> target.size().signum() != 0;
        };
    }

    /** Whether it says what is to be held, and not what is to be done. */
    public boolean isTarget() {
        return intent instanceof Target;
    }

    /** The same with another target, to be ordered, backed and ended as that was said to be. */
    Signal meaning(TargetChain.Said newest) {
        Target target = new Target(newest.target(), newest.previous(), newest.entry());
        return new Signal(symbol, strategy, positionSide, target, newest.margin(), alias);
    }

    /** Whether it is about all that the account holds, and not about one strategy's part. */
    public boolean isOfAll() {
        return intent instanceof Close close && close.ofAll();
    }

    /** Whether nothing is to be held afterwards. */
    boolean closes() {
        return intent instanceof Close
                || (intent instanceof Target target && target.size().signum() == 0);
    }

    /** What is to be done; sizes and limits as asked for, before the symbol's rules are applied. */
    public sealed interface Intent {

        /** The word for it in an alert. */
        String name();
    }

    /** Open a position, or add to one of the same direction. */
    public record Open(Side side, Size size, Entry entry) implements Intent {

        @Override
        public String name() {
            return "open";
        }

        @Override
        public String toString() {
            return "open %s %s %s".formatted(side, size, entry);
        }
    }

    /** Add to the position that is there; {@code side}, where given, must agree with it. */
    public record Increase(@Nullable Side side, Size size, Entry entry) implements Intent {

        @Override
        public String name() {
            return "increase";
        }

        @Override
        public String toString() {
            return "increase by %s %s".formatted(size, entry);
        }
    }

    /** Take part of the position away, never more than is there. */
    public record Decrease(Size size, Entry entry) implements Intent {

        public Decrease {
            if (!entry.exits().equals(Exits.NONE)) {
                throw new IllegalArgumentException("exits go with what opens a position or adds to one");
            }
        }

        @Override
        public String name() {
            return "decrease";
        }

        @Override
        public String toString() {
            return "decrease by %s %s".formatted(size, entry);
        }
    }

    /**
     * End the position, at market.
     *
     * @param ofAll whether all that the account holds is meant, whichever strategy it belongs to
     */
    public record Close(boolean ofAll) implements Intent {

        /** Of what the strategy holds. */
        public Close() {
            this(false);
        }

        @Override
        public String name() {
            return "close";
        }

        @Override
        public String toString() {
            return ofAll ? "close, of all strategies" : "close";
        }
    }

    /**
     * End what rests: orders that alerts of the strategy asked for, not those that are to end its position.
     *
     * @param order the name of the one order that is meant, or the id of the signal whose orders are; all if absent
     */
    public record Cancel(@Nullable String order) implements Intent {

        @Override
        public String name() {
            return "cancel";
        }

        @Override
        public String toString() {
            return order == null ? "cancel" : "cancel " + order;
        }
    }

    /**
     * Hold this much, whatever is held now.
     *
     * @param size base asset units; negative for short, zero for flat
     * @param previous what the strategy held before it; absent when it did not say
     */
    public record Target(BigDecimal size, @Nullable BigDecimal previous, Entry entry) implements Intent {

        public Target {
            Decimals.admit(size);
            if (previous != null) {
                Decimals.admit(previous);
            }
        }

        @Override
        public String name() {
            return "target";
        }

        @Override
        public String toString() {
            return "hold %s %s".formatted(Decimals.plain(size), entry);
        }
    }
}
