package dev.asterbridge.aster;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What became of one HTTP request. */
sealed interface Reply {

    /** A whole answer came back; its body is absent when it is not JSON. */
    record Heard(int status, HttpHeaders headers, @Nullable WireObject body) implements Reply {

        /** Whether something in front of the exchange, or a failing exchange, speaks. */
        boolean isOutOfOrder() {
            return status >= 500;
        }
    }

    /** No byte of the request left this machine. */
    record NotSent(String why) implements Reply {}

    /** The request may have arrived; no whole answer did. */
    record Lost(String why, boolean timedOut) implements Reply {}
}
