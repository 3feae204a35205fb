package dev.asterbridge.signals;

import java.time.Instant;

/**
 * A signal on record that is not decided.
 *
 * @param expiresAt from when on nothing new is started for it
 */
record Waiting(String id, Signal signal, Instant receivedAt, Instant expiresAt) {

    /** An exit of all that is held; it makes what was to be opened before it pointless. */
    boolean closes() {
        return signal.intent() instanceof Signal.Close;
    }
}
