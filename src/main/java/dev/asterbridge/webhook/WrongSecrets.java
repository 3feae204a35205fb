package dev.asterbridge.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong secrets by address: ten in a minute are answered, then no more until the minute is over. */
class WrongSecrets {

    static final int ALLOWED = 10;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    WrongSecrets(Clock clock) {
        this.clock = clock;
    }

    /** Counts one more. */
    synchronized boolean isOneTooMany(String address) {
        Instant now = clock.instant();
        Count count = counts.remove(address);
        if (count == null || !now.isBefore(count.since().plus(WINDOW))) {
            count = new Count(now, 0);
        }
        counts.put(address, new Count(count.since(), count.wrong() + 1));
        if (counts.size() > ADDRESSES) {
            counts.remove(counts.keySet().iterator().next());
        }
        return count.wrong() >= ALLOWED;
    }

    private record Count(Instant since, int wrong) {}
}
