package dev.asterbridge.aster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Nonces of V3 requests: exchange time in microseconds, strictly increasing, never the same twice.
 *
 * <p>After our clock ran ahead by more than the exchange bears, nonces go back to the time measured since: those from
 * the future were all refused, and so would be everything that follows them.
 */
final class NonceSource {

    private static final long WIDEST_WINDOW = TimeUnit.SECONDS.toMicros(60);
    private static final Duration RECENT = Duration.ofMinutes(3);

    private final AsterClock clock;
    private final AtomicLong last = new AtomicLong();

    NonceSource(AsterClock clock) {
        this.clock = clock;
    }

    long next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.now());
        long latest = clock.isOlderThan(RECENT) ? Long.MAX_VALUE : now + WIDEST_WINDOW;
        return last.updateAndGet(previous -> previous > latest ? now : Math.max(previous + 1, now));
    }
}
