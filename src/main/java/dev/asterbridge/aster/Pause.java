package dev.asterbridge.aster;

import dev.asterbridge.exchange.LineMemory.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Holding back after the exchange counted too many and did not say until when.
 *
 * <p>What is urgent may try again sooner, so that exits come first; twice as late each time it is told the same. Used under
 * the lock of its owner.
 */
final class Pause {

    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);

    private final String name;
    private Instant end = Instant.EPOCH;
    private Instant urgentEnd = Instant.EPOCH;
    private Duration untilTry = FIRST_TRY;

    Pause(String name) {
        this.name = name;
    }

    void begin(Instant now) {
        if (!now.isBefore(end)) {
            untilTry = FIRST_TRY;
        } else if (!now.isBefore(urgentEnd)) {
            // Told again by what was tried since; answers to what was already under way say nothing new.
            Duration doubled = untilTry.multipliedBy(2);
            untilTry = doubled.compareTo(LENGTH) > 0 ? LENGTH : doubled;
        }
        end = later(end, now.plus(LENGTH));
        urgentEnd = later(urgentEnd, now.plus(untilTry));
    }

    /** For as long as the exchange says; nothing is so urgent that it would not wait that long. */
    void begin(Instant now, Duration told) {
        end = later(end, now.plus(told));
        urgentEnd = later(urgentEnd, now.plus(told));
    }

    Optional<Duration> remaining(boolean urgent, Instant now) {
        return Optional.of(Duration.between(now, urgent ? urgentEnd : end)).filter(Duration::isPositive);
    }

    /** What must not be forgotten. */
    Limit limit() {
        return new Limit(name, end, 0);
    }

    /** Takes over what is on record, which does not say how long what is urgent has to wait. */
    void recall(Limit limit, Instant latest) {
        if (limit.name().equals(name)) {
            end = later(end, limit.until().isAfter(latest) ? latest : limit.until());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
