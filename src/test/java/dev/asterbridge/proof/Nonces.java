package dev.asterbridge.proof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The exchange's rule: each nonce once, near its own time, and none below the newest ones that are kept. */
final class Nonces {

    private final Duration window;
    private final int most;
    private final Clock clock;
    private final Map<String, TreeSet<Long>> used = new HashMap<>();

    Nonces(Duration window, int most, Clock clock) {
        this.window = window;
        this.most = most;
        this.clock = clock;
    }

    /** Uses the nonce up; false when it is not accepted. */
    synchronized boolean accept(String signer, long nonce) {
        TreeSet<Long> kept = used.computeIfAbsent(signer, key -> new TreeSet<>());
        boolean tooOld = kept.size() == most && nonce < kept.first();
        if (tooOld || !isNear(nonce) || !kept.add(nonce)) {
            return false;
        }
        if (kept.size() > most) {
            kept.pollFirst();
        }
        return true;
    }

    private boolean isNear(long nonce) {
        Instant stamped = Instant.EPOCH.plus(nonce, ChronoUnit.MICROS);
        return Duration.between(stamped, clock.instant()).abs().compareTo(window) <= 0;
    }
}
