package dev.asterbridge.paper;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
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

    private static final long SEVEN_DAYS = Duration.ofDays(7).toMillis();

    /** @throws VenueError -1023 for an end before the start, -4165 for more than seven days */
    Window {
        if (startTime != null && endTime != null) {
            if (startTime > endTime) {
                throw new VenueError(-1023, "Start time is greater than end time.");
            }
            if (endTime - startTime > SEVEN_DAYS) {
                throw new VenueError(-4165, "Invalid time interval.");
            }
        }
    }

    /** The newest entries of the last seven days. */
    static Window newest(int limit) {
        return new Window(null, null, null, limit);
    }

    /** The entries this window shows of a list that is sorted by id. */
    <T> List<T> of(List<T> entries, ToLongFunction<T> id, ToLongFunction<T> time, long now) {
        if (fromId != null) {
            return entries.stream()
                    .filter(entry -> id.applyAsLong(entry) >= fromId)
                    .limit(limit)
                    .toList();
        }
        long from = startTime != null ? startTime : (endTime != null ? endTime : now) - SEVEN_DAYS;
        long to = endTime != null ? endTime : from + SEVEN_DAYS;
        List<T> within = entries.stream()
                .filter(entry -> time.applyAsLong(entry) >= from && time.applyAsLong(entry) <= to)
                .toList();
        int surplus = Math.max(0, within.size() - limit);
        return startTime != null ? within.subList(0, within.size() - surplus) : within.subList(surplus, within.size());
    }
}
