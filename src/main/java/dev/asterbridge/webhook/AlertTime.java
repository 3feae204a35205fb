package dev.asterbridge.webhook;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads the time that an alert carries. */
final class AlertTime {

    private static final Pattern SECONDS = Pattern.compile("\\d{10}([.]\\d{1,9})?");
    private static final Pattern MILLIS = Pattern.compile("\\d{13}");

    private AlertTime() {}

    /**
     * Reads {@code 2026-01-15T12:00:00Z}, as {@code {{timenow}}} gives it, or seconds or milliseconds since the epoch.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static Instant of(String text) {
        String time = text.strip();
        try {
            if (MILLIS.matcher(time).matches()) {
                return Instant.ofEpochMilli(Long.parseLong(time));
            }
            if (SECONDS.matcher(time).matches()) {
                return Instant.ofEpochMilli(
                        new BigDecimal(time).movePointRight(3).longValue());
            }
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be a time such as 2026-01-15T12:00:00Z, which {{timenow}} gives, or seconds since 1970", e);
        }
    }
}
