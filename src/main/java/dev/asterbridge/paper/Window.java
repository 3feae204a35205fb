package dev.asterbridge.paper;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a history is asked for; the answer is always oldest first.
 *
 * <p>With {@code fromId} the oldest with this id or a later one, and times do not count. With {@code startTime} the
 * oldest from then on. Otherwise the newest. Without times: the last seven days.
 *
 * @param startTime milliseconds, inclusive
 * @param endTime milliseconds, inclusive
 * @param limit most entries, at least 1
 */
record Window(
        @Nullable Long fromId,
        @Nullable Long startTime,
        @Nullable Long endTime,
        int limit) {

    /** The newest entries of the last seven days. */
    static Window newest(int limit) {
        return new Window(null, null, null, limit);
    }
}
