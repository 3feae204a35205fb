package dev.asterbridge.paper;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The newest entries of a list that only grows. */
final class History<T> {

    static final int CAPACITY = 10_000;

    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private final int capacity;

    History() {
        this(CAPACITY);
    }

    History(int capacity) {
        this.capacity = capacity;
    }

    void add(T entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    void replace(Collection<T> newEntries) {
        entries.clear();
        newEntries.forEach(this::add);
    }

    Optional<T> newest(Predicate<T> which) {
        Iterator<T> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            T entry = backwards.next();
            if (which.test(entry)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Oldest first. */
    List<T> list() {
        return List.copyOf(entries);
    }
}
