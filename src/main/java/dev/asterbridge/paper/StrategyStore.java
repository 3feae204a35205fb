package dev.asterbridge.paper;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All strategies: those that work, and the newest of those that ended. */
final class StrategyStore {

    static final int CAPACITY = 1_000;
    // Far from the ids of orders and trades, so that a mix-up shows.
    static final long FIRST_ID = 500_000_001;

    private static final long ENDED_KEPT = Duration.ofDays(90).toMillis();

    private final TreeMap<Long, Strategy> working = new TreeMap<>();
    private final History<Strategy> ended = new History<>(CAPACITY);
    private long nextId = FIRST_ID;
    private long changes;

    /** The id the next strategy will have; it is given out when the strategy is first kept. */
    long nextId() {
        return nextId;
    }

    /** Keeps the newest state of a strategy. */
    Strategy put(Strategy strategy) {
        if (strategy.working()) {
            working.put(strategy.strategyId(), strategy);
        } else {
            working.remove(strategy.strategyId());
            ended.add(strategy);
        }
        nextId = Math.max(nextId, strategy.strategyId() + 1);
        changes++;
        return strategy;
    }

    /** By id. */
    List<Strategy> working() {
        return List.copyOf(working.values());
    }

    /** The newest state of a strategy that was kept just now. */
    Strategy newest(Strategy strategy) {
        Predicate<Strategy> same = other -> other.strategyId() == strategy.strategyId();
        return findWorking(same).or(() -> ended.newest(same)).orElse(strategy);
    }

    Optional<Strategy> findWorking(Predicate<Strategy> which) {
        return working.values().stream().filter(which).max(Comparator.comparingLong(Strategy::strategyId));
    }

    /** The newest; one that was taken ninety days ago is forgotten. */
    Optional<Strategy> findEnded(Predicate<Strategy> which, long now) {
        return ended.newest(which.and(strategy -> now - strategy.bookTime() <= ENDED_KEPT));
    }

    /** Those that ended, and then those that work. */
    List<Strategy> all() {
        return Stream.concat(ended.list().stream(), working.values().stream()).toList();
    }

    long changes() {
        return changes;
    }

    void restore(List<Strategy> strategies, long id) {
        working.clear();
        ended.replace(List.of());
        strategies.forEach(this::put);
        nextId = id;
        changes++;
    }
}
