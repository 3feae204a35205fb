package dev.asterbridge.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account as it was read once.
 *
 * @param equity wallet balance and unrealised profit together, in USDT
 * @param day the day in UTC of which {@code dayStart} is the first equity that was read
 * @param dayStart absent, as {@code peak} is, until the next reading when a person had them start anew
 * @param peak the highest equity that was ever read
 * @param positions what was not flat
 */
record Reading(
        Instant at,
        BigDecimal equity,
        LocalDate day,
        @Nullable BigDecimal dayStart,
        @Nullable BigDecimal peak,
        Set<Held> positions) {

    Reading {
        positions = Set.copyOf(positions);
    }

    /** What is known after another reading. */
    static Reading after(@Nullable Reading before, Instant at, BigDecimal equity, Set<Held> positions) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        BigDecimal dayStart = before == null || !before.day.equals(day) ? null : before.dayStart;
        BigDecimal peak = before == null || before.peak == null ? equity : before.peak.max(equity);
        return new Reading(at, equity, day, dayStart == null ? equity : dayStart, peak, positions);
    }
}
