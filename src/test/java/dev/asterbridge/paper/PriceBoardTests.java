package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBoardTests {

    private static final ExchangeInfo INFO = ExchangeInfo.load();
    private final SteadyClock clock = new SteadyClock(Instant.parse("2026-11-20T12:34:56Z"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20260112})
    void everyPriceIsOnItsGridAndWithinItsBounds(long seed) {
        PriceBoard board = board(seed);
        for (int day = 0; day < 40; day++) {
            clock.advance(Duration.ofHours(25));
            for (Symbol symbol : board.symbols()) {
                InstrumentRules rules = board.instrument(symbol).rules();
                Quote quote = board.quote(symbol, 2);
                for (Level level : quote.asks()) {
                    assertLegal(rules, level);
                }
                for (Level level : quote.bids()) {
                    assertLegal(rules, level);
                }
                assertThat(rules.price().isBelowMin(quote.last())).isFalse();
            }
        }
    }

    @Test
    void aLimitOrderAtTheBestPriceIsAlwaysWithinThePercentPrice() {
        PriceBoard board = board(1);
        for (int day = 0; day < 40; day++) {
            clock.advance(Duration.ofHours(25));
            for (Symbol symbol : board.symbols()) {
                InstrumentRules rules = board.instrument(symbol).rules();
                Quote quote = board.quote(symbol);
                BigDecimal most = quote.mark().multiply(rules.multiplierUp());
                BigDecimal least = quote.mark().multiply(rules.multiplierDown());

                assertThat(quote.asks().getFirst().price()).as("%s", symbol).isLessThanOrEqualTo(most);
                assertThat(quote.bids().getFirst().price()).as("%s", symbol).isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Test
    void theBestPricesStandAtLeastATickApart() {
        PriceBoard board = board(1);
        for (Symbol symbol : board.symbols()) {
            Quote quote = board.quote(symbol, 1);
            BigDecimal tick = board.instrument(symbol).rules().price().step();

            assertThat(quote.asks()
                            .getFirst()
                            .price()
                            .subtract(quote.bids().getFirst().price()))
                    .isEqualByComparingTo(tick);
            assertThat(quote.last())
                    .isBetween(
                            quote.bids().getFirst().price(),
                            quote.asks().getFirst().price());
        }
    }

    @Test
    void theSameSecondHasTheSameQuote() {
        assertThat(board(1).quote(new Symbol("BTCUSDT"))).isEqualTo(board(1).quote(new Symbol("BTCUSDT")));
    }

    @Test
    void aFewThousandDollarsAreThereToBeTraded() {
        for (Symbol symbol : board(1).symbols()) {
            BigDecimal notional = board(1).quote(symbol).asks().stream()
                    .map(level -> level.price().multiply(level.quantity()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(notional).as("%s", symbol).isGreaterThan(new BigDecimal("500000"));
        }
    }

    @Test
    void knowsNoSymbolThatIsNotListed() {
        assertThatThrownBy(() -> board(1).quote(new Symbol("NOSUCHUSDT")))
                .isInstanceOfSatisfying(
                        VenueError.class, e -> assertThat(e.code()).isEqualTo(-1121));
    }

    @Test
    void fundingCostsWhatWasSetWhereAsterDexsRateIsNotKnown() {
        assertThat(board(1).fundingRate(new Symbol("BTCUSDT"))).isEqualByComparingTo("0.0002");
    }

    private PriceBoard board(long seed) {
        return new PriceBoard(
                INFO,
                new RandomWalk(seed),
                new LivePrices(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(30)),
                clock,
                new BigDecimal("0.0002"));
    }

    private static void assertLegal(InstrumentRules rules, Level level) {
        assertThat(rules.price().isBelowMin(level.price()))
                .as("%s", rules.symbol())
                .isFalse();
        assertThat(rules.price().isAboveMax(level.price()))
                .as("%s", rules.symbol())
                .isFalse();
        assertThat(rules.price().floor(level.price())).as("%s", rules.symbol()).isEqualByComparingTo(level.price());
        assertThat(rules.lot().floor(level.quantity())).as("%s", rules.symbol()).isEqualByComparingTo(level.quantity());
        assertThat(rules.lot().isBelowMin(level.quantity()))
                .as("%s", rules.symbol())
                .isFalse();
        assertThat(level.price()).isPositive();
        assertThat(level.quantity()).isPositive();
    }
}
