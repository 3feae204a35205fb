package dev.asterbridge.signals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signal with all that is known about how it came in.
 *
 * @param source the way it came in, such as {@code /webhook/tradingview}
 * @param sender the address it came from
 * @param body the whole message in one fixed order and without secrets; two messages that say the same are the same text
 * @param key what its sender calls it, unlike any other; absent when there is nothing like that
 * @param firedAt the time it carries
 * @param named whether it carries an id, which may be the same every day
 */
public record Alert(
        String source,
        String sender,
        String body,
        @Nullable String key,
        @Nullable Instant firedAt,
        boolean named,
        Signal signal) {}
