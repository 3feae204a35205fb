package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.paper.Candles.Candle;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CandlesTests {

    private static final ExchangeInfo INFO = ExchangeInfo.load();
    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final Instant NOW = Instant.parse("2026-11-20T12:34:56Z");

    private final SteadyClock clock = new SteadyClock(NOW);
    private final PriceBoard board = new PriceBoard(
            INFO,
            new RandomWalk(1),
            new LivePrices(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(30)),
            clock,
            BigDecimal.ZERO);
    private final Candles candles = new Candles(board);

    @ParameterizedTest
    @EnumSource(Interval.class)
    void candlesFollowEachOtherWithoutAGap(Interval interval) {
        List<Candle> list = newest(interval, 50);

        assertThat(list).hasSize(50);
        for (int i = 1; i < list.size(); i++) {
            assertThat(list.get(i).openTime()).isEqualTo(list.get(i - 1).closeTime() + 1);
            assertThat(list.get(i).open()).isEqualByComparingTo(list.get(i - 1).close());
        }
        assertThat(list.getLast().openTime()).isLessThanOrEqualTo(clock.millis());
        assertThat(list.getLast().closeTime()).isGreaterThanOrEqualTo(clock.millis());
    }

    @ParameterizedTest
    @EnumSource(Interval.class)
    void highAndLowHoldTheRest(Interval interval) {
        for (Candle candle : newest(interval, 50)) {
            assertThat(candle.high()).isGreaterThanOrEqualTo(candle.open().max(candle.close()));
            assertThat(candle.low()).isLessThanOrEqualTo(candle.open().min(candle.close()));
            assertThat(candle.volume()).isPositive();
        }
    }

    @Test
    void theRunningCandleEndsAtThePresentPrice() {
        BigDecimal bid = board.quote(BTC, 1).bids().getFirst().price();

        for (Interval interval : Interval.values()) {
            assertThat(newest(interval, 1).getFirst().close()).isEqualByComparingTo(bid);
        }
    }

    @Test
    void aClosedCandleNeverChanges() {
        List<Candle> before = newest(Interval.ONE_HOUR, 5);
        clock.advance(Duration.ofHours(2));
        List<Candle> after = newest(Interval.ONE_HOUR, 7);

        assertThat(after.subList(0, 4)).isEqualTo(before.subList(0, 4));
    }

    @Test
    void anHourOpensAndClosesAsItsMinutesDo() {
        Candle hour = newest(Interval.ONE_HOUR, 2).getFirst();
        List<Candle> minutes = candles.list(
                BTC, Interval.ONE_MINUTE, Optional.of(hour.openTime()), Optional.of(hour.closeTime()), 1500);

        assertThat(minutes).hasSize(60);
        assertThat(minutes.getFirst().open()).isEqualByComparingTo(hour.open());
        assertThat(minutes.getLast().close()).isEqualByComparingTo(hour.close());
    }

    @Test
    void startsAtTheFirstCandleFromTheStartTimeOn() {
        long start = Instant.parse("2026-11-20T10:00:00.001Z").toEpochMilli();

        List<Candle> list = candles.list(BTC, Interval.ONE_HOUR, Optional.of(start), Optional.empty(), 500);
        assertThat(list.getFirst().openTime())
                .isEqualTo(Instant.parse("2026-11-20T11:00:00Z").toEpochMilli());
        assertThat(list).hasSize(2);
    }

    @Test
    void endsWithTheCandleOfTheEndTime() {
        long end = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();

        List<Candle> list = candles.list(BTC, Interval.ONE_HOUR, Optional.empty(), Optional.of(end), 3);
        assertThat(list.getLast().openTime()).isEqualTo(end);
        assertThat(list).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "1m, 2026-11-20T12:34:00Z",
        "1h, 2026-11-20T12:00:00Z",
        "1d, 2026-11-20T00:00:00Z",
        "1w, 2026-11-16T00:00:00Z",
        "1M, 2026-11-01T00:00:00Z"
    })
    void startsWhereTheCalendarSays(String code, Instant start) {
        assertThat(Interval.of(code).start(NOW.getEpochSecond())).isEqualTo(start.getEpochSecond());
    }

    @Test
    void monthsHaveTheirOwnLengths() {
        long february = Instant.parse("2024-02-01T00:00:00Z").getEpochSecond();

        assertThat(Interval.ONE_MONTH.next(february))
                .isEqualTo(Instant.parse("2024-03-01T00:00:00Z").getEpochSecond());
        assertThat(Interval.ONE_MONTH.previous(february))
                .isEqualTo(Instant.parse("2024-01-01T00:00:00Z").getEpochSecond());
    }

    private List<Candle> newest(Interval interval, int limit) {
        return candles.list(BTC, interval, Optional.empty(), Optional.empty(), limit);
    }
}
