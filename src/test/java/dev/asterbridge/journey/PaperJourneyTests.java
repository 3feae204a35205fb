package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A newcomer's first minutes: nothing configured, alerts in, paper orders out. */
@AutoConfigureObservability(tracing = false)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PaperJourneyTests {

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    private Visitor visitor;

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("PAPER_PRICES", () -> "walk");
        // However slow the machine is that this runs on.
        properties.add("bridge.webhook.wait", () -> "20s");
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @BeforeEach
    void startAfresh() {
        visitor = new Visitor(port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitor.get("/health").status() == 200);
        assertThat(visitor.post("/paper/reset", "").status()).isLessThan(300);
    }

    @Test
    void anAlertOpensAPositionAndAnotherEndsIt() {
        Visitor.Answer opened = alert("""
                {"action":"open","symbol":"BINANCE:BTCUSDT.P","side":"BUY","quantity":"0.0105"}""");
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.at("/success")).isEqualTo("true");
        assertThat(opened.at("/order/status")).isEqualTo("FILLED");
        assertThat(opened.at("/order/executed_qty")).isEqualTo("0.01");
        assertThat(opened.at("/position/position_amt")).isEqualTo("0.01");
        assertThat(opened.at("/position/leverage")).isEqualTo("10");
        assertThat(opened.at("/adjusted/quantity/from")).isEqualTo("0.0105");
        assertThat(opened.at("/adjusted/quantity/to")).isEqualTo("0.01");
        assertThat(opened.at("/adjusted/quantity/rule")).isEqualTo("LOT_SIZE");

        Visitor.Answer held = visitor.get("/positions/BTCUSDT");
        assertThat(held.at("/position_amt")).isEqualTo("0.01");
        assertThat(held.at("/margin_type")).isEqualTo("CROSSED");
        assertThat(visitor.get("/positions").json().size()).isEqualTo(1);

        alert("""
                {"action":"increase","symbol":"BTC/USDT","contracts":0.02}""");
        alert("""
                {"action":"decrease","symbol":"BTC-USDT","quantity":"0.005"}""");
        assertThat(visitor.get("/positions/btcusdt").at("/position_amt")).isEqualTo("0.025");

        Visitor.Answer tooMuch = alert("""
                {"action":"decrease","symbol":"BTCUSDT","quantity":"1"}""");
        assertThat(tooMuch.status()).isEqualTo(400);
        assertThat(tooMuch.at("/detail")).contains("0.025");

        Visitor.Answer closed = alert("""
                {"action":"close","symbol":"BTCUSDT"}""");
        assertThat(closed.at("/order/reduce_only")).isEqualTo("true");
        assertThat(visitor.get("/positions/BTCUSDT").status()).isEqualTo(404);
        assertThat(visitor.get("/positions").body()).isEqualTo("[]");

        Visitor.Answer orders = visitor.get("/orders?symbol=BTCUSDT");
        assertThat(orders.json().size()).isEqualTo(4);
        assertThat(orders.at("/0/reduce_only")).isEqualTo("true");
        assertThat(visitor.get("/orders").json().size()).isEqualTo(4);
    }

    @Test
    void aLimitOrderRestsAndCanBeSeen() {
        String price = visitor.get("/paper/fapi/v3/premiumIndex?symbol=ETHUSDT").at("/markPrice");
        String below = new java.math.BigDecimal(price)
                .multiply(new java.math.BigDecimal("0.9"))
                .setScale(1, java.math.RoundingMode.DOWN)
                .toPlainString();

        Visitor.Answer opened = alert("""
                {"action":"open","symbol":"ETHUSDT","side":"buy","quantity":"0.1","order_type":"limit","price":"%s"}""".formatted(below));

        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.at("/order/status")).isEqualTo("NEW");
        assertThat(visitor.get("/orders/open?symbol=ETHUSDT").at("/0/client_order_id"))
                .isEqualTo(opened.at("/order/client_order_id"));
        assertThat(visitor.get("/orders/open").json().size()).isEqualTo(1);
        assertThat(visitor.post("/positions/ETHUSDT/margin-type", "{\"margin_type\":\"ISOLATED\"}", JSON)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void theAccountCanBeReadAndSetUp() {
        assertThat(visitor.get("/account/balance").at("/0/wallet_balance")).startsWith("10000");
        assertThat(visitor.get("/account/info").at("/total_wallet_balance")).startsWith("10000");
        Visitor.Answer leverage = visitor.post("/positions/SOLUSDT/leverage", "{\"leverage\":5}", JSON);
        assertThat(leverage.at("/leverage")).as(leverage.body()).isEqualTo("5");
        assertThat(visitor.post("/positions/SOLUSDT/leverage", "{\"leverage\":126}", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(visitor.post("/positions/SOLUSDT/margin-type", "{\"margin_type\":\"isolated\"}", JSON)
                        .status())
                .isEqualTo(200);
        assertThat(visitor.post("/positions/SOLUSDT/margin-type", "{\"margin_type\":\"ISOLATED\"}", JSON)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theConnectionTestsItself() {
        Visitor.Answer test = visitor.get("/health/exchange");

        assertThat(test.status()).as(test.body()).isEqualTo(200);
        assertThat(test.json().at("/checks").size()).isEqualTo(6);
        assertThat(test.json().at("/checks").findValuesAsText("result")).containsOnly("ok");
    }

    @Test
    void badInputIsNamedAndNeverA5xx() {
        assertThat(alert("not json").status()).isEqualTo(400);
        assertThat(alert("{\"action\":\"open\",\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"quantity\":1e9999999}")
                        .status())
                .isEqualTo(400);
        assertThat(alert("{\"a\":\"" + "x".repeat(17_000) + "\"}").status()).isEqualTo(413);
        assertThat(visitor.get("/webhook/tradingview").status()).isEqualTo(405);
        assertThat(visitor.get("/nowhere").status()).isEqualTo(404);
        assertThat(visitor.get("/orders?limit=x").at("/errors/0/field")).isEqualTo("limit");
        assertThat(visitor.get("/orders?symbol=B%24C").at("/errors/0/field")).isEqualTo("symbol");
        assertThat(visitor.post("/positions/BTCUSDT/leverage", "leverage=3", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(visitor.post("/positions/BTCUSDT/leverage", "{\"leverage\":20.9}", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(visitor.post("/positions/BTCUSDT/margin-type", "{\"margin_type\":1}", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(visitor.post("/positions/BTCUSDT/leverage", "leverage: 3", "Content-Type", "application/yaml")
                        .status())
                .isEqualTo(415);
        for (String path : List.of("/positions/NOPEUSDT", "/orders?symbol=NOPEUSDT", "/orders/open?symbol=NOPEUSDT")) {
            assertThat(visitor.get(path).status()).as(path).isEqualTo(404);
            assertThat(visitor.get(path).at("/error")).as(path).isEqualTo("SYMBOL_NOT_FOUND");
        }
    }

    @Test
    void anAlertIsReadAndAnsweredWhateverItsHeadersAskFor() {
        Visitor.Answer answer = visitor.post(
                "/webhook/tradingview",
                "{\"action\": \"close\", \"symbol\": \"XRPUSDT\"}",
                "Content-Type",
                "multipart/form-data; boundary=x",
                "Accept",
                "text/html");

        assertThat(answer.at("/error")).isEqualTo("POSITION_NOT_FOUND");
    }

    @Test
    void theDocumentsSayWhatEveryAnswerMeans() {
        JsonNode document = visitor.get("/v3/api-docs").json();

        assertThat(document.at("/tags"))
                .extracting(tag -> tag.at("/name").asText())
                .startsWith("Webhook", "Signals");
        for (String type : List.of("Order", "Position")) {
            assertThat(document.at("/components/schemas/" + type + "/properties")
                            .properties())
                    .filteredOn(field -> field.getValue().has("description"))
                    .hasSizeGreaterThan(6);
        }
        assertThat(document.at("/paths/~1webhook~1templates/get").has("security"))
                .isFalse();
        assertThat(document.at("/paths/~1webhook~1tradingview/post/security")).isEmpty();
        assertThat(document.at("/paths/~1webhook~1tradingview/post/responses").has("502"))
                .isFalse();
    }

    @Test
    void namesInTheDocumentsAreForReaders() {
        JsonNode document = visitor.get("/v3/api-docs").json();
        List<String> schemas = new ArrayList<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);

        assertThat(document.at("/paths").findValuesAsText("operationId"))
                .hasSizeGreaterThan(20)
                .doesNotHaveDuplicates()
                .allSatisfy(operation -> assertThat(operation)
                        .as("a verb and what is done with it")
                        .matches("(backUp|cancel|compare|flatten|get|halt|list|preview|release|resume|send|set|test)"
                                + "([A-Z][a-z]+)+"));
        assertThat(schemas)
                .allSatisfy(schema -> assertThat(schema)
                        .as("two words, or one that is plain enough alone")
                        .matches(
                                "([A-Z][a-z]+){2,}|Account|Adjustment|Alert|Balance|Flattened|Health|Lane|Order|Position"
                                        + "|Preview|Previews|Problem"));
        assertThat(schemas)
                .as("what is called alike is not taken for the same")
                .contains("PlacedOrderTrade", "ComparedTrade");
        assertThat(document.findValuesAsText("$ref"))
                .extracting(ref -> ref.replace("#/components/schemas/", ""))
                .isSubsetOf(schemas);
    }

    @Test
    void theDocumentsAreThere() {
        assertThat(visitor.get("/").status()).isEqualTo(302);
        assertThat(visitor.get("/v3/api-docs").json().at("/paths").size()).isGreaterThanOrEqualTo(10);
        assertThat(visitor.get("/v3/api-docs").body()).doesNotContain("/paper");
        assertThat(visitor.get("/actuator/prometheus").body()).contains("bridge_exchange_calls");
    }

    private static final String[] JSON = {"Content-Type", "application/json"};

    /** As curl's -d without a header sends it. */
    private Visitor.Answer alert(String body) {
        return visitor.post("/webhook/tradingview", body, "Content-Type", "application/x-www-form-urlencoded");
    }
}
