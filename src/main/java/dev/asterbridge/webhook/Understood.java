package dev.asterbridge.webhook;

import dev.asterbridge.signals.Signal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action of a message, understood to the last field.
 *
 * @param dialect what it was said in
 * @param body see {@link Message#body}
 * @param firedAt when it was fired, as the message says; absent when it does not
 * @param named whether the message has an id
 * @param maxLag how old it may be by its own account
 */
record Understood(
        Signal signal,
        String dialect,
        String body,
        @Nullable Instant firedAt,
        boolean named,
        @Nullable Duration maxLag) {}
