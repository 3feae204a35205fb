package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

    private static final String KEY = "canaryK9Vw2m7Qx4Tz8Lp3";

    @Test
    void noSecretIsEverLoggedOrAnsweredEvenAtTheLoudestLevel(CapturedOutput output) throws Exception {
        try (House house = new House(
                "bridge.mode=live",
                "LOG_LEVEL=TRACE",
                "API_KEY=" + KEY,
                "WEBHOOK_SECRET=canaryWebhook1",
                "ASTERDEX_API_KEY=canaryExchangeKey01",
                "ASTERDEX_SECRET_KEY=canaryExchangeSecret01")) {
            String answers = house.get("/positions", "X-API-Key: " + KEY).body()
                    + house.get("/positions?webhook_secret=canaryQuery", "X-API-Key: canaryWrong")
                            .body()
                    + house.get("/positions", "Authorization: Bearer canaryWrong")
                            .body()
                    + house.post(
                                    "/webhook/tradingview",
                                    "{\"webhook_secret\":\"canaryBody\"",
                                    "Content-Type: application/json")
                            .body()
                    + house.get("/webhook/tradingview/canaryWebhook1", "X-API-Key: " + KEY)
                            .body()
                    + house.post("/webhook/canaryWebhook1", "{}", "X-Request-Id: canaryWebhook1")
                            .body()
                    + house.get("/positions/" + KEY, "X-API-Key: " + KEY).body()
                    + house.get("/positions/%63anaryExchangeSecret01", "X-API-Key: " + KEY)
                            .body()
                    + house.get("/canaryWebhook1|{}", "X-API-Key: " + KEY).body()
                    + house.get("/actuator/info", "X-API-Key: " + KEY).body()
                    + house.get("/v3/api-docs").body();

            assertThat(answers).contains("UNAUTHORIZED").doesNotContain("canary");
        }
        assertThat(output.getAll()).contains("\"event\":\"request\"").doesNotContain("canary");
    }
}
