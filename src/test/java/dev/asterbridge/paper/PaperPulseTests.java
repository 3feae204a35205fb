package dev.asterbridge.paper;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperPulseTests {

    private static final String BUY = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01";

    @TempDir
    Path folder;

    @Test
    void aRestartKeepsTheWholeAccount() {
        PaperFace before = new PaperFace();
        before.v3("POST", "leverage", "symbol=BTCUSDT&leverage=7");
        before.v3("POST", "order", BUY);
        before.v3("POST", "order", "symbol=BTCUSDT&side=SELL&type=STOP_MARKET&stopPrice=50000&closePosition=true");
        before.v3("POST", "order", "symbol=BTCUSDT&side=SELL&type=TRAILING_STOP_MARKET&quantity=0.01&callbackRate=2");
        before.v3("POST", "order", "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=2500");
        pulse(before).keep();

        PaperFace after = new PaperFace();
        pulse(after).restore();
        for (String path : List.of("balance", "account", "positionRisk", "openOrders", "income")) {
            assertThat(after.v3("GET", path, "").body())
                    .isEqualTo(before.v3("GET", path, "").body());
        }
        for (String path : List.of("allOrders", "userTrades")) {
            assertThat(after.v3("GET", path, "symbol=BTCUSDT").body())
                    .isEqualTo(before.v3("GET", path, "symbol=BTCUSDT").body());
        }
        assertThat(after.desk.venue().snapshot()).isEqualTo(before.desk.venue().snapshot());
    }

    @Test
    void aRestartKeepsStrategiesAtWork() {
        PaperFace before = new PaperFace();
        String bracket = """
                [{"strategySubId":1,"securityType":"USDT_FUTURES","symbol":"BTCUSDT","side":"BUY","type":"LIMIT",
                "timeInForce":"GTC","quantity":"0.01","price":"80000","firstDrivenId":0,"secondDrivenId":0},
                {"strategySubId":2,"securityType":"USDT_FUTURES","symbol":"BTCUSDT","side":"SELL",
                "type":"STOP_MARKET","quantity":"0.01","stopPrice":"70000","reduceOnly":true,
                "firstDrivenId":1,"firstDrivenOn":"FILLED","firstTrigger":"PLACE_ORDER","secondDrivenId":0}]""";
        String placed = before.v3(
                        "POST",
                        "placeStrategyOrder",
                        "strategyType=OTO&clientStrategyId=mine&subOrderList=" + PaperFace.encoded(bracket))
                .text("strategyStatus");
        assertThat(placed).isEqualTo("WORKING");
        pulse(before).keep();

        PaperFace after = new PaperFace();
        pulse(after).restore();
        assertThat(after.v3("GET", "strategyOpenOrder", "strategyType=OTO&clientStrategyId=mine")
                        .body())
                .isEqualTo(before.v3("GET", "strategyOpenOrder", "strategyType=OTO&clientStrategyId=mine")
                        .body());
        assertThat(after.desk.venue().snapshot()).isEqualTo(before.desk.venue().snapshot());
        after.v3("DELETE", "allOpenOrders", "symbol=BTCUSDT");
        assertThat(after.v3("GET", "strategyHistoryOrder", "strategyType=OTO&clientStrategyId=mine")
                        .body()
                        .path("subOrders")
                        .path(1)
                        .path("status")
                        .asText())
                .isEqualTo("EXPIRED");
    }

    @Test
    void aFileOfAnOlderVersionIsRead() throws IOException {
        PaperFace before = new PaperFace();
        before.v3("POST", "order", BUY);
        pulse(before).keep();
        ObjectNode kept = (ObjectNode) new JsonMapper().readTree(file().toFile());
        Files.writeString(
                file(),
                kept.without(List.of("fundedUntil", "nextStrategyId", "strategies"))
                        .toString());
        PaperFace after = new PaperFace();
        after.clock.advance(Duration.ofHours(20));
        pulse(after).restore();

        assertThat(after.v3("GET", "balance", "").first().text("balance"))
                .as("and funding starts now")
                .isEqualTo(before.v3("GET", "balance", "").first().text("balance"));
        assertThat(after.v3("GET", "userTrades", "symbol=BTCUSDT").body()).hasSize(1);
        assertThat(after.desk.venue().snapshot().nextStrategyId()).isEqualTo(StrategyStore.FIRST_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fundedUntil", "nextStrategyId", "strategies"})
    void aFileThatLacksOneOfTheNewerFieldsIsSetAside(String field) throws IOException {
        PaperFace before = new PaperFace();
        before.v3("POST", "order", BUY);
        pulse(before).keep();
        ObjectNode kept = (ObjectNode) new JsonMapper().readTree(file().toFile());
        Files.writeString(file(), kept.without(field).toString());
        pulse(new PaperFace()).restore();

        assertThat(folder.resolve("paper.json.broken")).exists();
    }

    @Test
    void aFirstStartIsAFreshAccount() {
        PaperFace face = new PaperFace();
        pulse(face).restore();

        assertThat(face.v3("GET", "balance", "").first().text("balance")).isEqualTo("10000.00000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"positionMode\":\"ONE_WAY\"}", "\u0000\u0000"})
    void aBrokenFileIsSetAside(String content) throws IOException {
        Files.writeString(file(), content);
        PaperFace face = new PaperFace();
        pulse(face).restore();

        assertThat(face.v3("GET", "balance", "").first().text("balance")).isEqualTo("10000.00000000");
        assertThat(file()).doesNotExist();
        assertThat(folder.resolve("paper.json.broken")).hasContent(content);
    }

    @Test
    void nothingIsWrittenWhileNothingChanges() throws IOException {
        PaperFace face = new PaperFace();
        PaperPulse pulse = pulse(face);
        face.v3("POST", "order", BUY);
        pulse.keep();
        Files.delete(file());
        pulse.keep();

        assertThat(file()).doesNotExist();
    }

    @Test
    void aFailedWriteIsTriedAgain() throws IOException {
        PaperFace face = new PaperFace();
        PaperPulse pulse = pulse(face);
        face.v3("POST", "order", BUY);
        Files.createDirectory(folder.resolve("paper.json.new"));
        pulse.keep();
        assertThat(file()).doesNotExist();

        Files.delete(folder.resolve("paper.json.new"));
        pulse.keep();
        assertThat(file()).isNotEmptyFile();
    }

    @Test
    void stoppingKeepsTheAccount() {
        PaperFace face = new PaperFace();
        PaperPulse pulse = pulse(face);
        pulse.start();
        face.v3("POST", "order", BUY);
        pulse.stop();

        assertThat(pulse.isRunning()).isFalse();
        assertThat(file()).isNotEmptyFile();
    }

    @Test
    void pricesAreFetchedInTheBackground() {
        WireMockServer aster = new WireMockServer(options().dynamicPort());
        aster.start();
        aster.stubFor(
                get("/fapi/v3/ticker/bookTicker")
                        .willReturn(
                                okJson(
                                        "[{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"60000.1\",\"bidQty\":\"1\",\"askPrice\":\"60000.2\",\"askQty\":\"1\"}]")));
        aster.stubFor(get("/fapi/v3/premiumIndex")
                .willReturn(okJson("[{\"symbol\":\"BTCUSDT\",\"markPrice\":\"60000\",\"lastFundingRate\":\"0\"}]")));
        PaperProperties following = PaperFace.following(aster.baseUrl(), file());
        PaperDesk desk = new PaperDesk(following, ExchangeInfo.load(), Clock.systemUTC());
        PaperPulse pulse = new PaperPulse(desk, following);
        try {
            pulse.start();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> desk.marketStatus().get("prices").equals("live"));
        } finally {
            pulse.stop();
            aster.stop();
        }
    }

    @Test
    void theHealthAnswerSaysWhereThePricesComeFrom() {
        PaperFace face = new PaperFace();

        assertThat(new PaperHealth(face.desk, PaperFace.properties(file()))
                        .health()
                        .getDetails())
                .containsEntry("prices", "random walk")
                .containsEntry("symbols", 290)
                .containsEntry("data_file", file().toString());
    }

    private PaperPulse pulse(PaperFace face) {
        return new PaperPulse(face.desk, PaperFace.properties(file()));
    }

    private Path file() {
        return folder.resolve("paper.json");
    }

    @Test
    void madeUpPricesDoNotMeetAPositionBeforeAsterDexWasAsked() throws InterruptedException {
        PaperFace before = new PaperFace();
        before.v3("POST", "order", BUY);
        pulse(before).keep();
        PaperProperties following = PaperFace.following("http://127.0.0.1:1", file());
        PaperDesk desk = new PaperDesk(following, ExchangeInfo.load(), Clock.systemUTC());
        new PaperPulse(desk, following).restore();

        desk.pulse();
        assertThat(desk.venue().quote(new Symbol("BTCUSDT"))).isEmpty();
        desk.livePrices().refresh();
        desk.pulse();
        assertThat(desk.venue().quote(new Symbol("BTCUSDT"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "walletBalance, walletBalanc",
        "entryPrice, entryPric",
        "leverage, leverag",
        "updateTime, updateTim",
        "BTCUSDT, NEVERLISTEDUSDT",
        "amount\":\"0.01, amount\":\"x"
    })
    void aFileThatLacksAnythingIsSetAside(String good, String bad) throws IOException {
        PaperFace before = new PaperFace();
        before.v3("POST", "leverage", "symbol=BTCUSDT&leverage=7");
        before.v3("POST", "order", BUY);
        pulse(before).keep();
        String content = Files.readString(file());
        assertThat(content).contains(good);
        Files.writeString(file(), content.replace(good, bad));
        PaperFace after = new PaperFace();
        pulse(after).restore();

        assertThat(after.v3("GET", "account", "").text("totalWalletBalance")).isEqualTo("10000.00000000");
        assertThat(folder.resolve("paper.json.broken")).exists();
    }
}
