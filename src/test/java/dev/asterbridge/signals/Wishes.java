package dev.asterbridge.signals;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signals in contracts, at market or at a limit, as most tests want them. */
public final class Wishes {

    private Wishes() {}

    public static Signal.Open open(Side side, Quantity quantity, @Nullable Price limit) {
        return new Signal.Open(side, new Size.Contracts(quantity), entry(limit));
    }

    public static Signal.Increase increase(@Nullable Side side, Quantity quantity, @Nullable Price limit) {
        return new Signal.Increase(side, new Size.Contracts(quantity), entry(limit));
    }

    public static Signal.Decrease decrease(Quantity quantity, @Nullable Price limit) {
        return new Signal.Decrease(new Size.Contracts(quantity), entry(limit));
    }

    static Signal.Target target(String size, @Nullable String previous) {
        return new Signal.Target(
                new BigDecimal(size), previous == null ? null : new BigDecimal(previous), Entry.MARKET);
    }

    /** What the account holds is what the strategy holds. */
    static Situation situation(
            InstrumentRules rules, List<Position> open, Supplier<PositionMode> mode, Supplier<BigDecimal> mark) {
        List<Held> held = open.stream()
                .map(it -> new Held(it.positionSide(), it.amount(), it.amount(), it.entryPrice(), it.markPrice(), ""))
                .toList();
        return new Situation(rules, held, mode, mark, () -> new BigDecimal("10000"), null, false);
    }

    private static Entry entry(@Nullable Price limit) {
        return limit == null ? Entry.MARKET : Entry.of(OrderTerms.at(limit));
    }
}
