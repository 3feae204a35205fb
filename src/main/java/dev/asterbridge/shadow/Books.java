package dev.asterbridge.shadow;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each strategy holds of the shadow's account, and what should end it. Together it is what the account holds; one
 * thread.
 */
final class Books {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * What one strategy holds on one side.
     *
     * @param amount negative for short; never zero
     * @param guard what should end it; absent where nobody said
     */
    record Entry(
            String symbol,
            String strategy,
            PositionSide side,
            BigDecimal amount,
            @Nullable Guard guard) {

        Entry with(@Nullable Guard other) {
            return new Entry(symbol, strategy, side, amount, other);
        }
    }

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
        return find(symbol, strategy, side).map(Entry::amount).orElse(BigDecimal.ZERO);
    }

    /** What should end it, in the words of whoever said so; empty where nobody did. */
    String exits(Symbol symbol, String strategy, PositionSide side) {
        return find(symbol, strategy, side).map(Entry::guard).map(Guard::exits).orElse("");
    }

    /**
     * What all of them hold of the symbol.
     *
     * @param known whether a signal is; what another one said of the end is left out
     */
    List<Holding> holdings(Symbol symbol, Predicate<String> known) {
        return entries.stream()
                .filter(entry -> entry.symbol().equals(symbol.name()))
                .map(entry -> {
                    Guard guard = entry.guard();
                    boolean counts = guard != null && known.test(guard.signalId());
                    return new Holding(entry.strategy(), entry.side(), entry.amount(), counts ? guard : null);
                })
                .toList();
    }

    /** What was to end it counts no more once nothing is held, or the other way round. */
    void move(Symbol symbol, String strategy, PositionSide side, BigDecimal change) {
        Optional<Entry> before = find(symbol, strategy, side);
        BigDecimal amount = of(symbol, strategy, side).add(change);
        before.ifPresent(entries::remove);
        if (amount.signum() != 0) {
            Guard guard = before.filter(entry -> entry.amount().signum() == amount.signum())
                    .map(Entry::guard)
                    .orElse(null);
            entries.add(new Entry(symbol.name(), strategy, side, amount, guard));
        }
    }

    /**
     * From now on this should end what is held, if that is on the side of the order that says so. A stop that was moved by
     * the same signal stays where it is.
     *
     * @param direction the side that opens it
     */
    void guard(Symbol symbol, String strategy, PositionSide side, Side direction, Guard guard) {
        find(symbol, strategy, side)
                .filter(entry -> entry.amount().signum() == (direction == Side.BUY ? 1 : -1))
                .ifPresent(entry -> {
                    Guard before = entry.guard();
                    boolean even = guard.even()
                            || (before != null
                                    && before.even()
                                    && before.signalId().equals(guard.signalId()));
                    put(entry, new Guard(guard.signalId(), guard.exits(), guard.price(), even));
                });
    }

    /** The stop of what is held belongs where nothing is lost any more; answers whether that is new. */
    boolean even(Symbol symbol, String strategy, PositionSide side) {
        Optional<Entry> found = find(symbol, strategy, side);
        Guard guard = found.map(Entry::guard).orElse(null);
        if (found.isEmpty() || guard == null || guard.even()) {
            return false;
        }
        put(found.get(), new Guard(guard.signalId(), guard.exits(), guard.price(), true));
        return true;
    }

    /** Whether something that is held should end as this signal said. */
    boolean isGuardedBy(String signalId) {
        return entries.stream()
                .map(Entry::guard)
                .anyMatch(guard -> guard != null && guard.signalId().equals(signalId));
    }

    /** Where something is held of which somebody said how it should end. */
    Set<Symbol> guarded() {
        return entries.stream()
                .filter(entry -> entry.guard() != null)
                .map(entry -> new Symbol(entry.symbol()))
                .collect(Collectors.toSet());
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

    /**
     * After an order for all that the account holds, booked without a strategy's name: where nothing is left together none holds
     * anything, not even what another held the other way; else what it took is missing to those that held it.
     *
     * @param done whether there was such an order
     */
    void closed(Symbol symbol, boolean done) {
        Map<PositionSide, List<Entry>> bySide = entries.stream()
                .filter(entry -> entry.symbol().equals(symbol.name()))
                .collect(Collectors.groupingBy(Entry::side));
        bySide.forEach((side, there) -> {
            BigDecimal together = there.stream().map(Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (together.signum() == 0) {
                entries.removeAll(there);
            } else if (done) {
                entries.removeIf(entry -> entry.strategy().isEmpty()
                        && isOn(entry, symbol, side)
                        && entry.amount().signum() != together.signum());
                agree(symbol, side, together);
            }
        });
    }

    private void put(Entry entry, Guard guard) {
        entries.set(entries.indexOf(entry), entry.with(guard));
    }

    private Optional<Entry> find(Symbol symbol, String strategy, PositionSide side) {
        return entries.stream()
                .filter(entry -> entry.strategy().equals(strategy) && isOn(entry, symbol, side))
                .findFirst();
    }

    private static boolean isOn(Entry entry, Symbol symbol, PositionSide side) {
        return entry.symbol().equals(symbol.name()) && entry.side() == side;
    }
}
