package dev.asterbridge.signals;

import java.time.Instant;

/**
 * A signal on record that is not decided.
 *
 * @param placed whether the exchange has shown an order of it
 * @param expiresAt from when on nothing new is started for it
 */
record Waiting(String id, Signal signal, Instant receivedAt, Instant expiresAt, boolean placed) {

    /** An exit of all that is held; it makes what was to be opened before it pointless. */
    boolean closes() {
        return signal.intent() instanceof Signal.Close;
    }
}
