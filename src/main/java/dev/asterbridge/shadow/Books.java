package dev.asterbridge.shadow;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What each strategy holds of the shadow's account. Together it is what the account holds; one thread. */
final class Books {

    private final List<Entry> entries = new ArrayList<>();

    /** @param amount negative for short; never zero */
    record Entry(String symbol, String strategy, PositionSide side, BigDecimal amount) {}

    /** As they are kept. */
    record Kept(List<Entry> entries) {}

    void restore(Kept kept) {
        entries.clear();
        entries.addAll(kept.entries());
    }

    Kept kept() {
        return new Kept(List.copyOf(entries));
    }

    void clear() {
        entries.clear();
    }

    BigDecimal of(Symbol symbol, String strategy, PositionSide side) {
        return entries.stream()
                .filter(entry -> entry.strategy().equals(strategy) && isOn(entry, symbol, side))
                .map(Entry::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void move(Symbol symbol, String strategy, PositionSide side, BigDecimal change) {
        BigDecimal amount = of(symbol, strategy, side).add(change);
        entries.removeIf(entry -> entry.strategy().equals(strategy) && isOn(entry, symbol, side));
        if (amount.signum() != 0) {
            entries.add(new Entry(symbol.name(), strategy, side, amount));
        }
    }

    /**
     * Takes over what the account holds where that is something else, after a liquidation for example: what is missing is
     * taken from those that hold the most, what is left is nobody's.
     */
    void agree(Symbol symbol, PositionSide side, BigDecimal held) {
        BigDecimal left = held.subtract(entries.stream()
                .filter(entry -> isOn(entry, symbol, side))
                .map(Entry::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
        int direction = left.signum();
        List<Entry> opposite = entries.stream()
                .filter(entry -> isOn(entry, symbol, side) && entry.amount().signum() == -direction)
                .sorted(Comparator.comparing((Entry entry) -> entry.amount().abs())
                        .reversed())
                .toList();
        for (Entry entry : opposite) {
            BigDecimal part = left.abs().min(entry.amount().abs());
            BigDecimal change = direction > 0 ? part : part.negate();
            move(symbol, entry.strategy(), side, change);
            left = left.subtract(change);
        }
        if (left.signum() != 0) {
            move(symbol, "", side, left);
        }
    }

    private static boolean isOn(Entry entry, Symbol symbol, PositionSide side) {
        return entry.symbol().equals(symbol.name()) && entry.side() == side;
    }
}
