package dev.asterbridge.paper;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** The newest entries of a list that only grows. */
final class History<T> {

    static final int CAPACITY = 10_000;

    private final ArrayDeque<T> entries = new ArrayDeque<>();

    void add(T entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    void replace(Collection<T> newEntries) {
        entries.clear();
        newEntries.forEach(this::add);
    }

    /** Oldest first. */
    List<T> list() {
        return List.copyOf(entries);
    }
}
