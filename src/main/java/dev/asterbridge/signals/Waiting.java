package dev.asterbridge.signals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signal on record that is not decided.
 *
 * @param firedAt the time its message carries
 * @param opensUntil until when something may be opened for it
 * @param expiresAt from when on nothing new is started for it
 * @param placed whether the exchange has shown an order of it
 */
record Waiting(
        String id,
        Signal signal,
        @Nullable Instant firedAt,
        Instant receivedAt,
        Instant opensUntil,
        Instant expiresAt,
        boolean placed) {

    /** An exit of all that is held; it makes what was to be opened before it pointless. */
    boolean closes() {
        return signal.closes();
    }

    boolean isOfSameStrategy(Waiting other) {
        return signal.strategy().equals(other.signal.strategy());
    }
}
