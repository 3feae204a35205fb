package dev.asterbridge.paper;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;

/** The nonces one signer has used: microseconds since the epoch, each good once, close to the venue's clock. */
final class NonceLedger {

    private static final int REMEMBERED = 100;

    private final Clock clock;
    private final long windowMicros;
    private final TreeSet<Long> used = new TreeSet<>();

    NonceLedger(Clock clock, Duration window) {
        this.clock = clock;
        this.windowMicros = window.toNanos() / 1000;
    }

    /**
     * Marks a nonce as used.
     *
     * @throws VenueError {@code -4225} if it is outside the window, used before, or below all that are remembered
     */
    synchronized void use(long nonce) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        boolean tooOld = used.size() >= REMEMBERED && nonce < used.first();
        boolean outside = nonce < now - windowMicros || nonce > now + windowMicros;
        if (tooOld || outside || !used.add(nonce)) {
            throw new VenueError(-4225, "Nonce Expired");
        }
        if (used.size() > REMEMBERED) {
            used.pollFirst();
        }
    }
}
