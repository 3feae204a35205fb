package dev.asterbridge.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the account and how much of them is used.
 *
 * @param equity absent before the first reading
 * @param openPositions held, or those that orders which rest could come to
 * @param ordersLastMinute that may have added exposure
 * @param limits each by its name, as it was said; {@code off} where there is none
 */
public record Standing(
        List<Halt> halts,
        @Nullable Equity equity,
        int openPositions,
        int ordersLastMinute,
        Map<String, String> limits) {

    public Standing {
        halts = List.copyOf(halts);
    }

    /**
     * The last reading of the account, in USDT.
     *
     * @param dayStart absent, as {@code peak} is, until the next reading when they start anew
     * @param dailyLoss negative for a profit
     * @param drawdown what the equity is below its peak
     * @param drawdownShare the same as a part of the peak, such as {@code 12.5%}
     * @param stale whether it is too old to be relied on
     */
    public record Equity(
            BigDecimal equity,
            @Nullable BigDecimal dayStart,
            @Nullable BigDecimal peak,
            @Nullable BigDecimal dailyLoss,
            @Nullable BigDecimal drawdown,
            @Nullable String drawdownShare,
            Instant readAt,
            Duration age,
            boolean stale) {

        static Equity of(Reading reading, Instant now) {
            BigDecimal peak = reading.peak();
            BigDecimal start = reading.dayStart();
            Duration age = Duration.between(reading.at(), now);
            return new Equity(
                    reading.equity(),
                    start,
                    peak,
                    start == null ? null : start.subtract(reading.equity()),
                    peak == null ? null : peak.subtract(reading.equity()),
                    peak == null || peak.signum() <= 0 ? null : Caps.share(peak.subtract(reading.equity()), peak),
                    reading.at(),
                    age,
                    age.abs().compareTo(AccountState.STALE) > 0);
        }
    }
}
