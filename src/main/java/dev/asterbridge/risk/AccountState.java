package dev.asterbridge.risk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What limits are compared with, all of one moment.
 *
 * @param halts that are in force, whatever they are about
 * @param reading absent before the first
 * @param open what is held or could come to be held
 */
record AccountState(Instant now, List<Halt> halts, @Nullable Reading reading, Set<Held> open, Counts lastMinute) {

    /** From when on a reading says nothing any more. */
    static final Duration STALE = Duration.ofSeconds(60);

    /** Orders within the last minute that may have added exposure. */
    record Counts(int account, int symbol, int strategy) {}

    /** The reading, where it may be relied on. */
    Optional<Reading> fresh() {
        return Optional.ofNullable(reading).filter(it -> age(it).compareTo(STALE) <= 0);
    }

    /** Whether the account was not read within that time. */
    boolean isOlderThan(Duration most) {
        return reading == null || age(reading).compareTo(most) > 0;
    }

    /** Why there is no reading to rely on. */
    String unread() {
        return reading == null
                ? "the account has not been read yet"
                : "the account was read last %d s ago".formatted(age(reading).toSeconds());
    }

    /** A clock that was set back makes a reading old, too. */
    private Duration age(Reading it) {
        return Duration.between(it.at(), now).abs();
    }
}
