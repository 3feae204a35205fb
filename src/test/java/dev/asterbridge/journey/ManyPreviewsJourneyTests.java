package dev.asterbridge.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whoever tries alerts all day does not delay one that is meant. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ManyPreviewsJourneyTests {

    /** More than fit into two minutes, the first of which may be nearly over. */
    private static final int MANY = 200;

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("PAPER_PRICES", () -> "walk");
        properties.add("bridge.webhook.wait", () -> "20s");
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @Test
    void anAlertIsExecutedAtOnceWhenAllThatMayBeAskedByHandIsUsedUp() {
        Visitor visitor = new Visitor(port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitor.get("/health").status() == 200);

        Visitor.Answer last = Stream.generate(() -> visitor.post("/signals/preview", """
                        {"action":"open","symbol":"ETHUSDT","side":"BUY","quantity":"1%r","stop_loss":"2%"}"""))
                .limit(MANY)
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        Visitor.Answer opened = visitor.post("/webhook/tradingview", """
                {"action":"open","symbol":"BTCUSDT","side":"BUY","quantity":"0.01"}""");

        assertThat(last.status()).as(last.body()).isEqualTo(429);
        assertThat(last.at("/error")).isEqualTo("RATE_LIMITED");
        assertThat(last.at("/detail")).contains("kept for alerts");
        assertThat(Integer.parseInt(
                        last.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.at("/order/status")).isEqualTo("FILLED");
    }
}
