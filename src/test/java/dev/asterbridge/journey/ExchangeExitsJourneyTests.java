package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.asterbridge.AsterBridge;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two limits with a stop_loss and a take_profit rest at a venue that runs alone, and the bridge is ended. Meanwhile both are
 * filled, and the stop of one of them goes off. Then the bridge starts again, and opens a third position at market.
 */
class ExchangeExitsJourneyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PAPER_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";
    private static final String PAPER_SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";

    @TempDir
    static Path data;

    private static final Map<String, String> prices = new ConcurrentHashMap<>();
    private static final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private static HttpServer market;
    private static Visitor venue;
    private static Visitor bridge;
    private static String kept;
    private static String stopped;
    private static List<String> restedMeanwhile;

    @BeforeAll
    static void fillWhileNobodyIsThere() throws IOException {
        openTheMarket();
        prices.putAll(Map.of("BTCUSDT", "50000", "ETHUSDT", "3000", "SOLUSDT", "150"));
        venue = new Visitor(start(
                "MODE=venue",
                "PAPER_PRICES=auto",
                "bridge.paper.live-prices-url=http://127.0.0.1:"
                        + market.getAddress().getPort(),
                "bridge.paper.data-file=" + data.resolve("paper.json")));
        await().atMost(PATIENCE)
                .until(() -> marks("BTCUSDT", "50000") && marks("ETHUSDT", "3000") && marks("SOLUSDT", "150"));
        startTheBridge();
        kept = rest("BTCUSDT", "0.01", "49500");
        stopped = rest("ETHUSDT", "0.1", "2970");
        assertThat(open("BTCUSDT")).containsExactly("LIMIT 0.01");
        running.removeLast().close();

        prices.putAll(Map.of("BTCUSDT", "49400", "ETHUSDT", "2960"));
        await().atMost(PATIENCE)
                .until(() -> open("BTCUSDT").equals(List.of("STOP_MARKET 0.01", "TAKE_PROFIT_MARKET 0.01"))
                        && open("ETHUSDT").equals(List.of("STOP_MARKET 0.1", "TAKE_PROFIT_MARKET 0.1")));
        restedMeanwhile = names("BTCUSDT");
        prices.put("ETHUSDT", "2890");
        await().atMost(PATIENCE).until(() -> open("ETHUSDT").isEmpty());
        startTheBridge();
    }

    @AfterAll
    static void stop() {
        running.reversed().forEach(ConfigurableApplicationContext::close);
        market.stop(0);
    }

    @Test
    void aFillWhileTheServiceDidNotRunHadItsExitsFromTheExchangeAndKeepsThem() {
        await().atMost(PATIENCE)
                .until(() -> "executed"
                                .equals(stop(kept).at("/attempts/0/outcome").asText())
                        && "executed"
                                .equals(take(kept).at("/attempts/0/outcome").asText()));
        JsonNode stop = stop(kept);

        assertThat(restedMeanwhile)
                .satisfiesExactly(
                        name -> assertThat(name).endsWith("-1s"),
                        name -> assertThat(name).endsWith("-1t"));
        assertThat(stop.at("/attempts/0/client_order_id").asText()).isEqualTo(restedMeanwhile.getFirst());
        assertThat(stop.at("/attempts/0/nonce").isMissingNode()
                        || stop.at("/attempts/0/nonce").isNull())
                .isTrue();
        assertThat(stop.at("/seen/status").asText()).isEqualTo("NEW");
        assertThat(new BigDecimal(stop.at("/seen/stop_price").asText())).isEqualByComparingTo("48510");
        assertThat(new BigDecimal(take(kept).at("/seen/stop_price").asText())).isEqualByComparingTo("51480");
        assertThat(names("BTCUSDT")).as("the same, and no other").isEqualTo(restedMeanwhile);
        assertThat(orders(kept)).as("nothing else was ordered").hasSize(3);
        assertThat(new BigDecimal(bridge.get("/positions/BTCUSDT").at("/position_amt")))
                .isEqualByComparingTo("0.01");
    }

    @Test
    void aStopThatWentOffWhileTheServiceDidNotRunIsOnRecordAndThePositionIsFlat() {
        await().atMost(PATIENCE)
                .until(() -> stop(stopped).at("/seen/status").asText().equals("FILLED")
                        && take(stopped).at("/seen/status").isTextual()
                        && stop(stopped).at("/fills").size() == 1);

        assertThat(new BigDecimal(stop(stopped).at("/seen/executed_qty").asText()))
                .isEqualByComparingTo("0.1");
        assertThat(take(stopped).at("/seen/status").asText())
                .as("of two the exchange cancels the other")
                .isEqualTo("CANCELED");
        assertThat(orders(stopped)).hasSize(3);
        assertThat(open("ETHUSDT")).isEmpty();
        assertThat(bridge.get("/positions/ETHUSDT").status()).isEqualTo(404);
        assertThat(bridge.get("/signals/" + stopped).body()).doesNotContain("drift");
    }

    @Test
    void whatGoesAtMarketHasItsExitsWithTheSameRequest() {
        Visitor.Answer answer = bridge.post("/webhook/tradingview", """
                {"action":"open","symbol":"SOLUSDT","side":"SELL","quantity":"1","stop_loss":"2%","take_profit":"4%",
                 "webhook_secret":"journey-secret"}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/order/status")).isEqualTo("FILLED");
        String signal = answer.at("/signal_id");
        await().atMost(PATIENCE)
                .until(() -> orders(signal).stream()
                        .allMatch(order ->
                                order.at("/attempts/0/outcome").asText().equals("executed")));

        assertThat(orders(signal))
                .extracting(order -> order.at("/leg/number").asInt())
                .containsExactly(1, -1, -2);
        assertThat(orders(signal).getFirst().at("/asked").asText())
                .isEqualTo("MARKET SELL 1 SOLUSDT, tied to it STOP 153 MARK_PRICE and TAKE_PROFIT 144 MARK_PRICE");
        assertThat(open("SOLUSDT")).containsExactlyInAnyOrder("STOP_MARKET 1", "TAKE_PROFIT_MARKET 1");
    }

    private static void startTheBridge() {
        bridge = new Visitor(start(
                "EXCHANGE_EXITS=on",
                "bridge.journal.file=" + data.resolve("journal.db"),
                "ASTERDEX_BASE_URL=http://127.0.0.1:%d/paper".formatted(venue.port()),
                "ASTERDEX_USER_ADDRESS=0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                "ASTERDEX_SIGNER_ADDRESS=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "ASTERDEX_PRIVATE_KEY=0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
                "WEBHOOK_SECRET=journey-secret"));
        await().atMost(PATIENCE).until(() -> bridge.get("/health").status() == 200);
    }

    /** @return the signal's id */
    private static String rest(String symbol, String quantity, String price) {
        Visitor.Answer answer = bridge.post("/webhook/tradingview", """
                {"action":"open","symbol":"%s","side":"BUY","quantity":"%s","order_type":"limit","price":"%s",
                 "stop_loss":"2%%","take_profit":"4%%","webhook_secret":"journey-secret"}""".formatted(symbol, quantity, price));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/order/status")).isEqualTo("NEW");
        return answer.at("/signal_id");
    }

    private static List<JsonNode> orders(String signal) {
        return list(bridge.get("/signals/" + signal).json().at("/orders"));
    }

    private static JsonNode stop(String signal) {
        return exit(signal, "stop");
    }

    private static JsonNode take(String signal) {
        return exit(signal, "take-1");
    }

    private static JsonNode exit(String signal, String role) {
        return orders(signal).stream()
                .filter(order -> order.at("/role").asText().equals(role))
                .findFirst()
                .orElseGet(() -> bridge.get("/signals/" + signal).json().path("none"));
    }

    private static boolean marks(String symbol, String price) {
        String mark = venue.get("/paper/fapi/v3/premiumIndex?symbol=" + symbol).at("/markPrice");
        return new BigDecimal(mark).compareTo(new BigDecimal(price)) == 0;
    }

    private static List<String> open(String symbol) {
        return openOrders(symbol).stream()
                .map(order -> order.at("/type").asText() + " "
                        + new BigDecimal(order.at("/origQty").asText())
                                .stripTrailingZeros()
                                .toPlainString())
                .toList();
    }

    private static List<String> names(String symbol) {
        return openOrders(symbol).stream()
                .map(order -> order.at("/clientOrderId").asText())
                .toList();
    }

    /** What the exchange says. */
    private static List<JsonNode> openOrders(String symbol) {
        String query = "symbol=%s&timestamp=%d".formatted(symbol, System.currentTimeMillis());
        Visitor.Answer answer = venue.get(
                "/paper/fapi/v1/openOrders?%s&signature=%s".formatted(query, signature(query)),
                "X-MBX-APIKEY",
                PAPER_KEY);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return list(answer.json());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String signature(String query) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PAPER_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the venue takes its prices from. */
    private static void openTheMarket() throws IOException {
        market = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/fapi/v3/ticker/bookTicker", """
                {"symbol":"%1$s","bidPrice":"%2$s","bidQty":"100","askPrice":"%2$s","askQty":"100"}""");
        serve("/fapi/v3/premiumIndex", """
                {"symbol":"%1$s","markPrice":"%2$s","lastFundingRate":"0"}""");
        market.start();
    }

    private static void serve(String path, String row) {
        market.createContext(path, exchange -> {
            byte[] body = prices.entrySet().stream()
                    .map(price -> row.formatted(price.getKey(), price.getValue()))
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static int start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("bridge.webhook.wait=20s");
        all.add("server.port=0");
        ConfigurableApplicationContext context = new SpringApplicationBuilder(AsterBridge.class)
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new));
        running.add(context);
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }
}
