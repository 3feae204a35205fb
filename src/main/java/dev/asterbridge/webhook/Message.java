package dev.asterbridge.webhook;

import org.jspecify.annotations.Nullable;

/**
 * An alert with what makes it the same as another one, or not.
 *
 * @param body all of it in one fixed order, without the secret
 * @param time the text of its time; absent when it has none
 * @param named whether it has an id
 */
record Message(
        TradingViewAlert alert, String body, @Nullable String time, boolean named) {}
