package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asterbridge.paper.PaperFace.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketEndpointsTests {

    private final PaperFace face = new PaperFace();

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v3"})
    void pingsAndTellsTheTime(String version) {
        assertThat(face.get("/fapi/" + version + "/ping").body()).isEmpty();
        assertThat(face.get("/fapi/" + version + "/time")
                        .body()
                        .path("serverTime")
                        .asLong())
                .isEqualTo(face.clock.millis());
    }

    @Test
    void servesTheCapturedExchangeInformationWithThePresentTime() {
        JsonNode info = face.get("/fapi/v3/exchangeInfo").body();

        assertThat(info.path("serverTime").asLong()).isEqualTo(face.clock.millis());
        assertThat(info.path("symbols")).hasSize(290);
        assertThat(info.path("rateLimits").path(0).path("limit").asInt()).isEqualTo(2400);
        assertThat(info.path("symbols").path(1).path("symbol").asText()).isEqualTo("BTCUSDT");
        assertThat(info.path("symbols").path(1).path("filters")).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "ticker/price, symbol price time",
        "ticker/bookTicker, symbol bidPrice bidQty askPrice askQty time",
        "premiumIndex, symbol markPrice indexPrice estimatedSettlePrice lastFundingRate interestRate nextFundingTime time",
        "fundingInfo, symbol interestRate time fundingIntervalHours fundingFeeCap fundingFeeFloor",
        "ticker/24hr, symbol priceChange priceChangePercent weightedAvgPrice lastPrice lastQty openPrice highPrice"
                + " lowPrice volume quoteVolume openTime closeTime firstId lastId count"
    })
    void isAnObjectWithASymbolAndAnArrayWithout(String path, String fields) {
        Answer one = face.get("/fapi/v3/" + path + "?symbol=BTCUSDT");
        Answer all = face.get("/fapi/v3/" + path);

        assertThat(one.names()).isEqualTo(fields);
        assertThat(all.body()).hasSize(290);
        assertThat(all.body().path(1)).isEqualTo(one.body());
    }

    @Test
    void pricesAreTextAndTimesAreNumbers() {
        JsonNode ticker = face.get("/fapi/v3/ticker/price?symbol=BTCUSDT").body();

        assertThat(ticker.path("price").isTextual()).isTrue();
        assertThat(ticker.path("time").isIntegralNumber()).isTrue();
        assertThat(face.get("/fapi/v3/fundingInfo?symbol=BTCUSDT")
                        .body()
                        .path("fundingFeeCap")
                        .isNumber())
                .isTrue();
    }

    @Test
    void theBookStartsAtTheBestPricesAndGoesOutwards() {
        JsonNode ticker = face.get("/fapi/v3/ticker/bookTicker?symbol=ETHUSDT").body();
        JsonNode depth = face.get("/fapi/v3/depth?symbol=ETHUSDT&limit=20").body();

        assertThat(depth.fieldNames()).toIterable().containsExactly("lastUpdateId", "E", "T", "bids", "asks");
        assertThat(depth.path("bids")).hasSize(20);
        assertThat(depth.path("asks")).hasSize(20);
        assertThat(depth.path("bids").path(0).path(0)).isEqualTo(ticker.path("bidPrice"));
        assertThat(depth.path("asks").path(0).path(0)).isEqualTo(ticker.path("askPrice"));
        for (int i = 1; i < 20; i++) {
            assertThat(price(depth, "bids", i)).isLessThan(price(depth, "bids", i - 1));
            assertThat(price(depth, "asks", i)).isGreaterThan(price(depth, "asks", i - 1));
        }
    }

    @Test
    void candlesAreArraysOfTwelve() {
        JsonNode candles =
                face.get("/fapi/v1/klines?symbol=BTCUSDT&interval=15m&limit=2").body();

        assertThat(candles).hasSize(2);
        assertThat(candles.path(0)).hasSize(12);
        for (int i = 0; i < 12; i++) {
            boolean number = i == 0 || i == 6 || i == 8;
            assertThat(candles.path(1).path(i).isIntegralNumber()).as("%s", i).isEqualTo(number);
        }
        assertThat(face.get("/fapi/v3/markPriceKlines?symbol=BTCUSDT&interval=15m&limit=2")
                        .body())
                .isEqualTo(candles);
        assertThat(face.get("/fapi/v3/indexPriceKlines?pair=BTCUSDT&interval=15m&limit=2")
                        .body())
                .isEqualTo(candles);
    }

    @Test
    void listsTradesOldestFirst() {
        Answer trades = face.get("/fapi/v3/trades?symbol=BTCUSDT&limit=3");

        assertThat(trades.body()).hasSize(3);
        assertThat(trades.first().names()).isEqualTo("id price qty quoteQty time isBuyerMaker");
        assertThat(trades.body().path(2).path("id").asLong())
                .isEqualTo(trades.body().path(0).path("id").asLong() + 2);
        assertThat(face.get("/fapi/v3/aggTrades?symbol=BTCUSDT&limit=3").first().names())
                .isEqualTo("a p q f l T m");
    }

    @Test
    void listsFundingRates() {
        assertThat(face.get("/fapi/v3/fundingRate?symbol=BTCUSDT&limit=5").body())
                .hasSize(5);
        assertThat(face.get("/fapi/v3/fundingRate?symbol=BTCUSDT").first().names())
                .isEqualTo("symbol fundingRate fundingTime");
        assertThat(face.get("/fapi/v3/fundingRate").body()).hasSize(100);
    }

    @Test
    void showsTheRateThatWillBeBookedAndWhen() {
        JsonNode index = face.get("/fapi/v3/premiumIndex?symbol=BTCUSDT").body();

        assertThat(index.path("lastFundingRate").asText()).isEqualTo("0.00010000");
        assertThat(Instant.ofEpochMilli(index.path("nextFundingTime").asLong()))
                .isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
        assertThat(face.get("/fapi/v3/fundingInfo?symbol=BTCUSDT")
                        .body()
                        .path("fundingIntervalHours")
                        .asInt())
                .isEqualTo(8);
        JsonNode rates = face.get("/fapi/v3/fundingRate?symbol=BTCUSDT&limit=2").body();
        assertThat(Instant.ofEpochMilli(rates.path(1).path("fundingTime").asLong()))
                .isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(Instant.ofEpochMilli(rates.path(0).path("fundingTime").asLong()))
                .isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    }

    @Test
    void answersForSymbolsOfAnyScript() {
        String symbol = PaperFace.encoded("币安人生USDT");

        assertThat(face.get("/fapi/v3/ticker/price?symbol=" + symbol).text("symbol"))
                .isEqualTo("币安人生USDT");
    }

    @Test
    void thereIsNoSpotMarketButItsInformationCanBeRead() {
        assertThat(face.get("/api/v3/exchangeInfo").body().path("symbols").isArray())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "depth, -1102",
        "depth?symbol=BTCUSDT&limit=7, -4021",
        "depth?symbol=NOSUCHUSDT, -1121",
        "depth?symbol=BTC/USDT, -1121",
        "ticker/price?symbol=NOSUCHUSDT, -1121",
        "klines?symbol=BTCUSDT, -1102",
        "klines?symbol=BTCUSDT&interval=7m, -1120",
        "klines?symbol=BTCUSDT&interval=1m&limit=0, -1130",
        "klines?symbol=BTCUSDT&interval=1m&startTime=soon, -1100",
        "klines?symbol=BTCUSDT&symbol=ETHUSDT&interval=1m, -1101",
        "ticker/price?symbol=%C3, -1100",
        "ticker/price?symbol=%FF, -1100"
    })
    void refusesWhatItCannotAnswer(String request, int code) {
        Answer answer = face.get("/fapi/v3/" + request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.names()).isEqualTo("code msg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "startTime=9223372036854775807",
                "startTime=-9223372036854775808",
                "endTime=9223372036854775807",
                "endTime=-9223372036854775808",
                "startTime=5&endTime=1"
            })
    void noTimeIsTooFar(String times) {
        for (String interval : new String[] {"1m", "1M"}) {
            assertThat(face.get("/fapi/v3/klines?symbol=BTCUSDT&limit=1500&interval=" + interval + "&" + times)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "depth?symbol=BTCUSDT&limit=50, 2",
        "depth?symbol=BTCUSDT&limit=100, 5",
        "depth?symbol=BTCUSDT, 10",
        "depth?symbol=BTCUSDT&limit=1000, 20",
        "klines?symbol=BTCUSDT&interval=1m&limit=99, 1",
        "klines?symbol=BTCUSDT&interval=1m&limit=499, 2",
        "klines?symbol=BTCUSDT&interval=1m, 5",
        "klines?symbol=BTCUSDT&interval=1m&limit=1500, 10",
        "ticker/24hr?symbol=BTCUSDT, 1",
        "ticker/24hr, 40",
        "ticker/price, 2",
        "time, 1"
    })
    void weighsRequestsAsDocumented(String request, int weight) {
        assertThat(face.get("/fapi/v3/" + request).response().getHeader("X-MBX-USED-WEIGHT-1M"))
                .isEqualTo(Integer.toString(weight));
    }

    private static BigDecimal price(JsonNode depth, String side, int level) {
        return new BigDecimal(depth.path(side).path(level).path(0).asText());
    }
}
