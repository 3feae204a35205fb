package dev.asterbridge.paper;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;

/** The lengths of candles; every candle but the month's starts at a multiple of its length, the week's on a Monday. */
enum Interval {
    ONE_MINUTE("1m", Duration.ofMinutes(1)),
    THREE_MINUTES("3m", Duration.ofMinutes(3)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
    THIRTY_MINUTES("30m", Duration.ofMinutes(30)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    TWO_HOURS("2h", Duration.ofHours(2)),
    FOUR_HOURS("4h", Duration.ofHours(4)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    EIGHT_HOURS("8h", Duration.ofHours(8)),
    TWELVE_HOURS("12h", Duration.ofHours(12)),
    ONE_DAY("1d", Duration.ofDays(1)),
    THREE_DAYS("3d", Duration.ofDays(3)),
    ONE_WEEK("1w", Duration.ofDays(7)),
    ONE_MONTH("1M", Duration.ofDays(31));

    /** The epoch was a Thursday. */
    private static final long MONDAY = Duration.ofDays(4).toSeconds();

    private final String code;
    private final long seconds;

    Interval(String code, Duration length) {
        this.code = code;
        this.seconds = length.toSeconds();
    }

    /** @throws VenueError -1120 for a length there is not */
    static Interval of(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new VenueError(-1120, "Invalid interval."));
    }

    /** The second at which the candle that holds this second starts. */
    long start(long second) {
        if (this == ONE_MONTH) {
            return month(second).toEpochSecond();
        }
        long offset = this == ONE_WEEK ? MONDAY : 0;
        return second - Math.floorMod(second - offset, seconds);
    }

    /** The second at which the candle after the one that starts here starts. */
    long next(long start) {
        return this == ONE_MONTH ? month(start).plusMonths(1).toEpochSecond() : start + seconds;
    }

    /** The second at which the candle before the one that starts here starts. */
    long previous(long start) {
        return this == ONE_MONTH ? month(start).minusMonths(1).toEpochSecond() : start - seconds;
    }

    private static ZonedDateTime month(long second) {
        return Instant.ofEpochSecond(second)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC);
    }
}
