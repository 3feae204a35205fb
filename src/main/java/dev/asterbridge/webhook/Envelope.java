package dev.asterbridge.webhook;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alert in any dialect may carry besides what it asks for.
 *
 * @param firedAt when it was fired, as it says itself
 * @param named whether it has an id
 * @param maxLag how long after that it is worth something at most, as it says itself
 */
record Envelope(
        @Nullable Instant firedAt, boolean named, @Nullable Duration maxLag) {

    private static final BigDecimal WEEK = BigDecimal.valueOf(604_800);

    static Envelope of(Fields fields) {
        fields.text("webhook_secret", "secret", "passphrase", "token", "signalToken");
        fields.note("comment", "note", "bar_time", "interval", "exchange", "close", "order_price");
        return new Envelope(
                fields.read(AlertTime::of, "time", "timestamp", "timenow"),
                fields.text("id") != null,
                fields.read(Envelope::lag, "max_lag"));
    }

    private static Duration lag(String text) {
        BigDecimal seconds = Terms.seconds(text);
        if (seconds.signum() <= 0 || seconds.compareTo(WEEK) > 0) {
            throw new IllegalArgumentException("must be more than 0 seconds and at most 7d");
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
