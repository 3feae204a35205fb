package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Candles of the random walk. The past is made up: its shape is the walk's, and it ends at the present price.
 *
 * <p>One candle ends where the next begins, whatever the length. High and low come from a few prices within each.
 */
final class Candles {

    private static final int SAMPLES = 16;
    private static final int VOLUME = 103;
    private static final double TURNOVER_PER_SECOND = 500;
    private static final BigDecimal AVERAGE_TRADE = BigDecimal.valueOf(250);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int QUOTE_SCALE = 5;

    private final PriceBoard market;

    Candles(PriceBoard market) {
        this.market = market;
    }

    /** Candles by time, at most so many: from the start on where one is given, otherwise the newest up to the end. */
    List<Candle> list(Symbol symbol, Interval interval, Optional<Long> from, Optional<Long> to, int limit) {
        long now = market.second();
        long last = to.map(millis -> Math.clamp(Math.floorDiv(millis, 1000L), 0L, now))
                .orElse(now);
        Deque<Long> starts = from.isPresent()
                ? starting(interval, firstFrom(interval, Math.clamp(from.get(), 0L, (now + 1) * 1000)), last, limit)
                : ending(interval, interval.start(last), limit);
        BigDecimal scale = market.scale(symbol);
        List<Candle> candles = new ArrayList<>(starts.size());
        for (long start : starts) {
            candles.add(candle(symbol, start, interval.next(start), scale));
        }
        return candles;
    }

    /** One candle over any span; what lies in the future is left out. */
    Candle candle(Symbol symbol, long start, long end) {
        return candle(symbol, start, end, market.scale(symbol));
    }

    private Candle candle(Symbol symbol, long start, long end, BigDecimal scale) {
        long now = market.second();
        long until = Math.min(end, now);
        BigDecimal open = market.pastPrice(symbol, start, scale);
        BigDecimal close = market.pastPrice(symbol, until, scale);
        BigDecimal high = open.max(close);
        BigDecimal low = open.min(close);
        for (int i = 1; i < SAMPLES; i++) {
            BigDecimal sample = market.pastPrice(symbol, start + (until - start) * i / SAMPLES, scale);
            high = high.max(sample);
            low = low.min(sample);
        }
        double pace = TURNOVER_PER_SECOND * (0.5 + market.draw(symbol, VOLUME, start));
        BigDecimal turnover =
                BigDecimal.valueOf(pace * Math.max(1, until - start)).setScale(QUOTE_SCALE, RoundingMode.DOWN);
        BigDecimal volume = lots(symbol, turnover.divide(open.add(close).multiply(HALF), MathContext.DECIMAL64));
        return new Candle(start * 1000, open, high, low, close, volume, end * 1000 - 1, turnover);
    }

    private BigDecimal lots(Symbol symbol, BigDecimal volume) {
        return market.instrument(symbol).rules().lot().floor(volume).max(BigDecimal.ZERO);
    }

    private static long firstFrom(Interval interval, long millis) {
        long second = Math.ceilDiv(millis, 1000L);
        long start = interval.start(second);
        return start == second ? start : interval.next(start);
    }

    private static Deque<Long> starting(Interval interval, long first, long last, int limit) {
        Deque<Long> starts = new ArrayDeque<>();
        for (long start = first; start <= last && starts.size() < limit; start = interval.next(start)) {
            starts.addLast(start);
        }
        return starts;
    }

    private static Deque<Long> ending(Interval interval, long last, int limit) {
        Deque<Long> starts = new ArrayDeque<>();
        for (long start = last; starts.size() < limit; start = interval.previous(start)) {
            starts.addFirst(start);
        }
        return starts;
    }

    /** Times in milliseconds; {@code turnover} is the volume in the quote asset. */
    record Candle(
            long openTime,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            long closeTime,
            BigDecimal turnover) {

        long trades() {
            return Math.max(
                    1, turnover.divide(AVERAGE_TRADE, 0, RoundingMode.DOWN).longValue());
        }

        BigDecimal takerVolume() {
            return volume.multiply(HALF).setScale(volume.scale(), RoundingMode.DOWN);
        }

        BigDecimal takerTurnover() {
            return turnover.multiply(HALF).setScale(QUOTE_SCALE, RoundingMode.DOWN);
        }
    }
}
