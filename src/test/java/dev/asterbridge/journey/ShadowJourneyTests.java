package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asterbridge.AsterBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A bridge that trades as with real keys at a venue that runs alone, with a shadow in its own process. */
class ShadowJourneyTests {

    @TempDir
    static Path data;

    private static final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private static Visitor venue;
    private static Visitor bridge;

    @BeforeAll
    static void open() {
        int port = start("MODE=venue", "bridge.paper.data-file=" + data.resolve("paper.json"));
        venue = new Visitor(port);
        bridge = new Visitor(start(
                "SHADOW=true",
                "JOURNAL_FILE=" + data.resolve("journal.db"),
                "ASTERDEX_BASE_URL=http://127.0.0.1:%d/paper".formatted(port),
                "ASTERDEX_API_KEY=dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83",
                "ASTERDEX_SECRET_KEY=2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9",
                "WEBHOOK_SECRET=journey-secret"));
    }

    @AfterAll
    static void stop() {
        running.reversed().forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void everyLiveAlertIsRunOnPaperToo() {
        await().atMost(Duration.ofSeconds(60)).until(() -> bridge.get("/health").status() == 200);
        // No more alerts than the limit of orders per minute lets through.
        await().pollInterval(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(60))
                .until(ShadowJourneyTests::isOpen);

        alert("open", "\"side\":\"SELL\",\"quantity\":\"0.5\"");
        alert("decrease", "\"quantity\":\"0.2\"");
        alert("close", "\"position_side\":\"BOTH\"");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> compared()
                        .getFirst()
                        .at("/live/orders/0/filled")
                        .asText()
                        .equals("0.3"));

        List<JsonNode> three = compared().subList(0, 3);
        assertThat(three)
                .extracting(it -> it.at("/shadow/verdict").asText())
                .as(bridge.get("/signals/shadow").body())
                .containsOnly("executed");
        assertThat(three)
                .extracting(it -> it.at("/shadow/orders/0/filled").asText())
                .containsExactly("0.3", "0.2", "0.5");
        assertThat(three).allSatisfy(it -> {
            assertThat(it.at("/live/verdict").asText()).isEqualTo("executed");
            assertThat(it.at("/differs")).isEmpty();
            // Both met the same prices, give or take a second of the market.
            assertThat(it.at("/difference/price_bps").decimalValue().abs())
                    .isLessThan(java.math.BigDecimal.valueOf(200));
            assertThat(it.at("/shadow/orders/0/client_order_id").asText()).startsWith("sh-");
        });
        assertThat(ordersAtTheVenue())
                .as("nothing of the shadow is at the exchange")
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(name -> assertThat(name).startsWith("ab-"));
        assertThat(bridge.get("/paper/fapi/v3/ping").status()).isEqualTo(404);
    }

    /** An alert before it would be in the account that is copied. */
    private static boolean isOpen() {
        alert("open", "\"side\":\"BUY\",\"quantity\":\"0.1\"");
        alert("close", "\"position_side\":\"BOTH\"");
        return compared().size() >= 2;
    }

    private static List<String> ordersAtTheVenue() {
        List<JsonNode> journalled = StreamSupport.stream(
                        bridge.get("/orders?symbol=BNBUSDT").json().spliterator(), false)
                .toList();
        return journalled.stream()
                .map(order -> order.at("/client_order_id").asText())
                .toList();
    }

    private static void alert(String action, String more) {
        Visitor.Answer answer = bridge.post("/webhook/tradingview", """
                {"action":"%s","symbol":"BNBUSDT",%s,"webhook_secret":"journey-secret"}""".formatted(action, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static List<JsonNode> compared() {
        Visitor.Answer answer = bridge.get("/signals/shadow?symbol=BNBUSDT");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.json().at("/signals").spliterator(), false)
                .toList();
    }

    private static int start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("PAPER_PRICES=walk");
        all.add("bridge.webhook.wait=20s");
        all.add("server.port=0");
        ConfigurableApplicationContext context = new SpringApplicationBuilder(AsterBridge.class)
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new));
        running.add(context);
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }
}
