package dev.asterbridge.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something certainly did not happen at the exchange.
 *
 * @param code the exchange's own error code; absent when it was never asked
 * @param text what the exchange said, or what kept us from asking; never a secret or a signed request
 * @param advice cause and fix in plain words, where we know them
 * @param retryAfter how long to wait, where that is known
 */
public record Refusal(
        Reason reason,
        @Nullable Integer code,
        String text,
        @Nullable String advice,
        @Nullable Duration retryAfter) {

    /** The exchange's code for a symbol that it does not list. */
    public static final int NO_SUCH_SYMBOL = -1121;

    /** What kind of obstacle it was. */
    public enum Reason {
        /** The exchange understood and said no. */
        REFUSED,
        /** The exchange does not accept who is asking: signature, agent, permission or address. */
        NOT_AUTHORISED,
        /** The request came too early or too late by the exchange's clock; nothing is said about the rest of it. */
        CLOCK,
        /** Too many requests; includes our own budget and a ban. */
        RATE_LIMITED,
        /** Nothing reached the exchange, or it answered nothing that can be read. */
        UNREACHABLE,
        /** The exchange did not answer in time. */
        TOO_SLOW
    }

    public static Refusal of(Reason reason, String text) {
        return new Refusal(reason, null, text, null, null);
    }

    /** Whether the exchange gave this code of its own. */
    public boolean hasCode(int code) {
        return Integer.valueOf(code).equals(this.code);
    }

    @Override
    public String toString() {
        return (code == null ? "" : code + " ") + text + (advice == null ? "" : " (" + advice + ")");
    }
}
