package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.AsterBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A bridge that trades as with real keys, against a venue that runs alone; once with each kind of keys. */
class TwoProcessesJourneyTests {

    @TempDir
    static Path data;

    private static final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private static int venuePort;

    @BeforeAll
    static void openTheVenue() {
        venuePort = start("MODE=venue", "bridge.paper.data-file=" + data.resolve("paper.json"));
    }

    @AfterAll
    static void stop() {
        running.reversed().forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void aBridgeTradesWithAnApiWallet() {
        tradeAt(start(
                "ASTERDEX_BASE_URL=http://127.0.0.1:%d/paper".formatted(venuePort),
                "ASTERDEX_USER_ADDRESS=0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                "ASTERDEX_SIGNER_ADDRESS=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "ASTERDEX_PRIVATE_KEY=0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
                "WEBHOOK_SECRET=journey-secret"));
    }

    @Test
    void aBridgeTradesWithAnApiKey() {
        tradeAt(start(
                "ASTERDEX_BASE_URL=http://127.0.0.1:%d/paper".formatted(venuePort),
                "ASTERDEX_API_KEY=dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83",
                "ASTERDEX_SECRET_KEY=2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9",
                "WEBHOOK_SECRET=journey-secret"));
    }

    @Test
    void theVenueAloneKnowsNoWebhook() {
        assertThat(new Visitor(venuePort).post("/webhook/tradingview", "{}").status())
                .isEqualTo(404);
        assertThat(new Visitor(venuePort).get("/paper/fapi/v3/ping").status()).isEqualTo(200);
    }

    private static void tradeAt(int port) {
        Visitor visitor = new Visitor(port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitor.get("/health").status() == 200);
        assertThat(visitor.get("/health").at("/mode")).isEqualTo("live");
        assertThat(visitor.get("/paper/fapi/v3/ping").status()).isEqualTo(404);
        assertThat(visitor.post("/webhook/tradingview", "{\"action\":\"close\",\"symbol\":\"BNBUSDT\"}")
                        .status())
                .isEqualTo(401);

        Visitor.Answer opened = visitor.post("/webhook/tradingview", """
                {"action":"open","symbol":"BNBUSDT","side":"SELL","quantity":"0.5","webhook_secret":"journey-secret"}""");
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.at("/position/position_amt")).isEqualTo("-0.5");

        Visitor.Answer closed = visitor.post(
                "/webhook/tradingview",
                "{\"action\":\"close\",\"symbol\":\"BNBUSDT\"}",
                "X-Webhook-Secret",
                "journey-secret");
        assertThat(closed.status()).as(closed.body()).isEqualTo(200);
        assertThat(visitor.get("/positions").body()).isEqualTo("[]");
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
