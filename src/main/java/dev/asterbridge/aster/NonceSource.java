package dev.asterbridge.aster;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Nonces of V3 requests: exchange time in microseconds, strictly increasing, never the same twice. */
final class NonceSource {

    private final AsterClock clock;
    private final AtomicLong last = new AtomicLong();

    NonceSource(AsterClock clock) {
        this.clock = clock;
    }

    long next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.now());
        return last.updateAndGet(previous -> Math.max(previous + 1, now));
    }
}
