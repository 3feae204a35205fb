package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Somebody who says of symbols how they are backed and called, and gives a strategy a secret of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OwnFilesJourneyTests {

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    private Visitor visitor;

    @DynamicPropertySource
    static void withFilesOfItsOwn(DynamicPropertyRegistry properties) throws IOException {
        Path symbols = Files.writeString(folder.resolve("symbols.yml"), """
                BTCUSDT:
                  leverage: 7
                  margin_type: ISOLATED
                  aliases: [BTCUSD, XBTUSDT]
                """);
        Path secrets = Files.writeString(folder.resolve("secrets.yml"), "trend: journey-secret-trend\n");
        properties.add("PAPER_PRICES", () -> "walk");
        properties.add("bridge.webhook.wait", () -> "20s");
        properties.add(
                "bridge.paper.data-file", () -> folder.resolve("paper.json").toString());
        Path limits = Files.writeString(folder.resolve("limits.yml"), """
                symbols:
                  BTCUSD:
                    max_order_notional: 100000
                strategies:
                  trend:
                    max_leverage: 20
                """);
        properties.add("SYMBOLS_FILE", symbols::toString);
        properties.add("LIMITS_FILE", limits::toString);
        properties.add("STRATEGY_SECRETS_FILE", secrets::toString);
        properties.add("WEBHOOK_SECRET", () -> "journey-secret-new journey-secret-old");
    }

    @BeforeEach
    void startAfresh() {
        visitor = new Visitor(port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitor.get("/health").status() == 200);
        assertThat(visitor.post("/paper/reset", "").status()).isLessThan(300);
    }

    @Test
    void whatTheFileSaysIsTradedWithUntilAnAlertSaysOtherwise() {
        Visitor.Answer opened = alert("journey-secret-new", "open", "'symbol':'BITMEX:XBTUSDT.P'");
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.at("/position/symbol")).isEqualTo("BTCUSDT");
        assertThat(opened.at("/position/leverage")).isEqualTo("7");
        assertThat(opened.at("/position/margin_type")).isEqualTo("ISOLATED");

        Visitor.Answer more = alert("journey-secret-old", "increase", "'symbol':'BTCUSD','leverage':20");
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.at("/error")).isEqualTo("LEVERAGE_IN_USE");

        Visitor.Answer turned = visitor.post("/webhook/tradingview-strategy", """
                {"webhook_secret":"journey-secret-new","symbol":"BTCUSD","position_size":"-0.01","leverage":20,
                 "margin_type":"CROSSED"}""");
        assertThat(turned.status()).as(turned.body()).isEqualTo(200);
        assertThat(turned.at("/position/position_amt")).isEqualTo("-0.01");
        assertThat(turned.at("/position/leverage")).isEqualTo("20");
        assertThat(turned.at("/position/margin_type")).isEqualTo("CROSSED");
        Visitor.Answer story = visitor.get("/signals/" + turned.at("/signal_id"));
        assertThat(story.at("/signal")).isEqualTo("hold -0.01 at market with 20x CROSSED");
        assertThat(story.json().at("/orders").size()).isEqualTo(2);

        assertThat(alert("journey-secret-new", "close", "'symbol':'BTCUSDT'").status())
                .isEqualTo(200);
        assertThat(alert("journey-secret-new", "open", "'symbol':'BTCUSDT'").at("/position/leverage"))
                .isEqualTo("7");
    }

    @Test
    void whoLooksSeesTheMistypedNameTheLimitsTheModeAndTheHalt() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(visitor.get("/health").at("/notices/0"))
                        .endsWith("counts for nothing: BTCUSD (was BTCUSDT meant?); the log says where"));
        Visitor.Answer trading = visitor.get("/trading");
        assertThat(trading.at("/symbol_limits/BTCUSD/max_order_notional")).isEqualTo("100000 USDT");
        assertThat(trading.at("/strategy_limits/trend/max_leverage")).isEqualTo("20");
        assertThat(trading.at("/position_mode")).isEqualTo("one_way");

        assertThat(turn("halt", "{\"strategy\":\"night\",\"why\":\"a walk\"}").status())
                .isEqualTo(200);
        Visitor.Answer health = visitor.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/notices/0")).startsWith("nothing new is opened for a strategy since");
        assertThat(health.body()).doesNotContain("night", "a walk");
        assertThat(visitor.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(turn("resume", "{\"strategy\":\"night\"}").status()).isEqualTo(200);
        assertThat(visitor.get("/health").body()).doesNotContain("nothing new is opened");
    }

    @Test
    void aStrategysSecretSendsItsAlerts() {
        assertThat(alert("journey-secret-trend", "open", "'symbol':'BTCUSDT','strategy':'trend'")
                        .status())
                .isEqualTo(200);
        assertThat(alert("journey-secret-trend", "open", "'symbol':'BTCUSDT','strategy':'night'")
                        .status())
                .isEqualTo(403);
        assertThat(alert("journey-secret", "open", "'symbol':'BTCUSDT','strategy':'trend'")
                        .status())
                .isEqualTo(401);
    }

    private Visitor.Answer turn(String how, String body) {
        return visitor.post("/trading/" + how, body, "Content-Type", "application/json");
    }

    private Visitor.Answer alert(String secret, String action, String fields) {
        return visitor.post(
                "/webhook/tradingview",
                "{'webhook_secret':'%s','action':'%s',%s%s}"
                        .formatted(
                                secret, action, fields, action.equals("close") ? "" : ",'side':'BUY','quantity':'0.01'")
                        .replace('\'', '"'));
    }
}
