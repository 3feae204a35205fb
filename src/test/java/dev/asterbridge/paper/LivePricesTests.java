package dev.asterbridge.paper;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePricesTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final String TICKERS = """
            [{"symbol":"BTCUSDT","bidPrice":"60000.1","bidQty":"1.5","askPrice":"60000.2","askQty":"2","time":1},
             {"symbol":"ETHUSDT","bidPrice":"0","bidQty":"0","askPrice":"0","askQty":"0","time":1},
             {"symbol":"?","bidPrice":"1","bidQty":"1","askPrice":"1","askQty":"1","time":1},
             {"symbol":"SOLUSDT","bidPrice":"1e999999999","bidQty":"1","askPrice":"1","askQty":"1","time":1},
             {"symbol":"XRPUSDT","bidPrice":"2","bidQty":"1","askPrice":"2.1","askQty":"1","time":1}]""";
    private static final String MARKS = """
            [{"symbol":"BTCUSDT","markPrice":"60001.5","lastFundingRate":"0.0002"},
             {"symbol":"ETHUSDT","markPrice":"2500","lastFundingRate":"0.0001"},
             {"symbol":"?","markPrice":"1","lastFundingRate":"0.0001"},
             {"symbol":"SOLUSDT","markPrice":"1","lastFundingRate":"0.0001"}]""";

    @RegisterExtension
    final WireMockExtension aster =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void isTheRandomWalkBeforeAsterDexWasHeard() {
        LivePrices prices = new LivePrices(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(30));

        assertThat(prices.status()).isEqualTo("random walk");
        assertThat(prices.quote(BTC)).isEmpty();
    }

    @Test
    void takesPricesThatAreSoundAndLeavesTheOthers() throws InterruptedException {
        LivePrices prices = answering(TICKERS, MARKS);

        assertThat(prices.refresh()).isTrue();
        assertThat(prices.status()).isEqualTo("live");
        assertThat(prices.quote(BTC)).hasValueSatisfying(quote -> {
            assertThat(quote.bid()).isEqualByComparingTo("60000.1");
            assertThat(quote.mark()).isEqualByComparingTo("60001.5");
        });
        for (String other : new String[] {"ETHUSDT", "SOLUSDT", "XRPUSDT"}) {
            assertThat(prices.quote(new Symbol(other))).isEmpty();
        }
    }

    @Test
    void keepsTheLastPricesWhenAsterDexFallsSilent() throws InterruptedException {
        LivePrices prices = answering(TICKERS, MARKS);
        prices.refresh();
        aster.resetAll();

        assertThat(prices.refresh()).isFalse();
        assertThat(prices.status()).isEqualTo("last live prices");
        assertThat(prices.quote(BTC)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"code\":-1003,\"msg\":\"Too many requests\"}", "[1,2]"})
    void anythingButPricesIsAFailure(String answer) throws InterruptedException {
        LivePrices prices = answering(answer, answer);

        assertThat(prices.refresh()).isFalse();
        assertThat(prices.status()).isEqualTo("random walk");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 403, 429, 500})
    void anyOtherStatusIsAFailure(int status) throws InterruptedException {
        aster.stubFor(get("/fapi/v3/ticker/bookTicker").willReturn(aResponse().withStatus(status)));

        assertThat(new LivePrices(URI.create(aster.baseUrl()), Duration.ofSeconds(30)).refresh())
                .isFalse();
    }

    @Test
    void nobodyThereIsAFailure() throws InterruptedException {
        assertThat(new LivePrices(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(30)).refresh())
                .isFalse();
    }

    @Test
    void theBoardFollowsLivePricesAndItsCandlesEndThere() throws InterruptedException {
        LivePrices prices = answering(TICKERS, MARKS);
        SteadyClock clock = new SteadyClock(Instant.parse("2026-11-20T12:34:56Z"));
        PriceBoard board = new PriceBoard(ExchangeInfo.load(), new RandomWalk(1), prices, clock, BigDecimal.ZERO);
        prices.refresh();

        Quote quote = board.quote(BTC);
        assertThat(quote.bids().getFirst()).isEqualTo(new Level(number("60000.1"), number("1.5")));
        assertThat(quote.asks().getFirst()).isEqualTo(new Level(number("60000.2"), number("2")));
        assertThat(quote.mark()).isEqualByComparingTo("60001.5");
        assertThat(board.fundingRate(BTC)).isEqualByComparingTo("0.0002");
        assertThat(new Candles(board)
                        .list(BTC, Interval.ONE_HOUR, java.util.Optional.empty(), java.util.Optional.empty(), 1)
                        .getFirst()
                        .close())
                .isBetween(number("60001.4"), number("60001.5"));
        assertThat(board.status()).containsEntry("prices", "live").containsEntry("symbols", 290);
    }

    private LivePrices answering(String tickers, String marks) {
        aster.stubFor(get("/fapi/v3/ticker/bookTicker").willReturn(okJson(tickers)));
        aster.stubFor(get("/fapi/v3/premiumIndex").willReturn(okJson(marks)));
        return new LivePrices(URI.create(aster.baseUrl()), Duration.ofSeconds(30));
    }

    private static java.math.BigDecimal number(String text) {
        return new java.math.BigDecimal(text);
    }

    @Test
    void aSymbolThatIsMissingOnceKeepsItsLastPrice() throws InterruptedException {
        LivePrices prices = answering(TICKERS, MARKS);
        prices.refresh();
        answering(TICKERS.replace("BTCUSDT", "BNBUSDT"), MARKS.replace("BTCUSDT", "BNBUSDT"));

        assertThat(prices.refresh()).isTrue();
        assertThat(prices.quote(BTC)).isPresent();
        assertThat(prices.quote(new Symbol("BNBUSDT"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00001", "0.1", "99999999"})
    void aPriceOutsideTheCapturedBoundsIsNotFollowed(String price) throws InterruptedException {
        LivePrices prices =
                answering(TICKERS.replace("60000.1", price).replace("60000.2", price), MARKS.replace("60001.5", price));
        PriceBoard board = board(prices);
        prices.refresh();

        Quote quote = board.quote(BTC);
        assertThat(quote.bids()).isNotEmpty();
        assertThat(quote.mark()).isBetween(number("80000"), number("100000"));
        assertThat(board.scale(BTC)).isEqualByComparingTo("1");
    }

    @Test
    void onlyWholeLotsAreForSale() throws InterruptedException {
        LivePrices prices = answering(
                TICKERS.replace("\"1.5\"", "\"0.0015\"").replace("\"askQty\":\"2\"", "\"askQty\":\"0.0005\""), MARKS);
        PriceBoard board = board(prices);
        prices.refresh();

        assertThat(board.quote(BTC).bids().getFirst().quantity()).isEqualByComparingTo("0.001");
        assertThat(board.quote(BTC).asks().getFirst().quantity()).isGreaterThanOrEqualTo(number("0.001"));
    }

    @Test
    void thePastOfACoarsePriceIsNeverZero() throws InterruptedException {
        LivePrices prices = answering(
                TICKERS.replace("BTCUSDT", "XRPUSDT")
                        .replace("60000.1", "0.0143")
                        .replace("60000.2", "0.0144"),
                MARKS.replace("BTCUSDT", "XRPUSDT").replace("60001.5", "0.00001"));
        PriceBoard board = board(prices);
        prices.refresh();
        Symbol xrp = new Symbol("XRPUSDT");

        assertThat(board.pastPrice(xrp, board.second() - 86_400, board.scale(xrp)))
                .isPositive();
        assertThat(new PublicTrades(board).newest(xrp, 1000)).hasSize(1000);
    }

    private static PriceBoard board(LivePrices prices) {
        return new PriceBoard(
                ExchangeInfo.load(),
                new RandomWalk(1),
                prices,
                new SteadyClock(Instant.parse("2026-11-20T12:34:56Z")),
                new BigDecimal("0.0002"));
    }
}
