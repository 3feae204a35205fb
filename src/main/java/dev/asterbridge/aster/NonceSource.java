package dev.asterbridge.aster;

import dev.asterbridge.exchange.LineMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Nonces of V3 requests: exchange time in microseconds, strictly increasing, never the same twice.
 *
 * <p>The low four bits say which instance of the service it was, so that no two instances make the same one. The first
 * is above all that are on record, so that a restart makes none again, wherever the clock stands then.
 *
 * <p>After our clock ran ahead by more than the exchange bears, nonces go back to the time measured since: those from
 * the future were all refused, and so would be everything that follows them.
 */
final class NonceSource {

    private static final int SLOTS = 16;
    private static final long WIDEST_WINDOW = TimeUnit.SECONDS.toMicros(60);
    private static final Duration RECENT = Duration.ofMinutes(3);

    private final AsterClock clock;
    private final LineMemory memory;
    private final String signer;
    private boolean started;
    private long last;
    private int slot;

    NonceSource(AsterClock clock, LineMemory memory, String signer) {
        this.clock = clock;
        this.memory = memory;
        this.signer = signer;
    }

    /** Makes the next; what the memory throws goes through until it has answered once. */
    synchronized long next() {
        if (!started) {
            slot = memory.slot();
            last = memory.lastNonce(signer);
            started = true;
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.now());
        long latest = clock.isOlderThan(RECENT) ? Long.MAX_VALUE : now + WIDEST_WINDOW;
        long from = last > latest ? now : Math.max(last + SLOTS, now);
        last = Math.floorDiv(from, SLOTS) * SLOTS + presentSlot();
        return last;
    }

    /** An instance that was cut off for a while comes back on another slot; until then it keeps the one it had. */
    private int presentSlot() {
        try {
            slot = memory.slot();
        } catch (RuntimeException e) {
            return slot;
        }
        return slot;
    }
}
