package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.StandingOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The alerts of which something may still happen on paper, and those that are not on record as they are; one thread. */
final class Plays {

    private final Map<String, Played> open = new LinkedHashMap<>();
    private final Map<String, Played> changed = new LinkedHashMap<>();

    /**
     * What has become of an alert.
     *
     * @param open whether something may still happen: an order rests, or what is held should end as the alert said
     */
    record Note(Played played, boolean open) {}

    void clear() {
        open.clear();
        changed.clear();
    }

    /** Takes over what is on record. */
    void restore(List<Played> plays) {
        clear();
        plays.forEach(played -> open.put(played.signalId(), played));
    }

    void note(Played played) {
        open.put(played.signalId(), played);
        changed.put(played.signalId(), played);
    }

    boolean isNoted(String signalId) {
        return changed.containsKey(signalId);
    }

    /**
     * What has become of alerts since this was asked last; of each a last time when nothing more can happen.
     *
     * @param guards whether something that is held should end as this signal said
     */
    List<Note> notes(Predicate<String> guards) {
        open.values().removeIf(played -> {
            boolean over = !played.rests() && !guards.test(played.signalId());
            if (over) {
                changed.put(played.signalId(), played);
            }
            return over;
        });
        List<Note> notes = changed.values().stream()
                .map(played -> new Note(played, open.containsKey(played.signalId())))
                .toList();
        changed.clear();
        return notes;
    }

    Optional<Played> find(String signalId) {
        return Optional.ofNullable(open.get(signalId));
    }

    List<Played> all() {
        return List.copyOf(open.values());
    }

    List<Played> of(Symbol symbol) {
        return open.values().stream()
                .filter(played -> played.symbol().equals(symbol))
                .toList();
    }

    /** Symbols with orders that may still fill. */
    Set<Symbol> resting() {
        return open.values().stream().filter(Played::rests).map(Played::symbol).collect(Collectors.toSet());
    }

    /** Whether something rests that could open something. */
    boolean mayOpen(Symbol symbol) {
        return of(symbol).stream()
                .flatMap(played -> played.placed().stream())
                .anyMatch(placed -> placed.rests() && !placed.order().reduces());
    }

    /** What rests of the symbol, and every exit of what is held. */
    List<StandingOrder> standing(Symbol symbol) {
        return of(symbol).stream()
                .flatMap(played -> IntStream.range(0, played.placed().size())
                        .mapToObj(i -> played.placed().get(i).standing(played, i + 1)))
                .toList();
    }
}
