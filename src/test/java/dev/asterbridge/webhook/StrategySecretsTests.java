package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.symbols.SymbolBook;
import dev.asterbridge.web.OneController;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Several secrets at once, and secrets of single strategies, at the door. */
@ExtendWith(OutputCaptureExtension.class)
class StrategySecretsTests {

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final WebhookService service = Messages.service(
            signals,
            Duration.ofSeconds(20),
            new WebhookSecrets(
                    List.of("canary-new", "canary-old"),
                    Map.of("trend", List.of("canary-trend-new", "canary-trend"), "night", List.of("canary-night"))),
            SymbolBook.EMPTY);
    private final MockMvc mvc = OneController.alone(new WebhookController(service));

    @AfterEach
    void stop() {
        signals.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "canary-new,       ,      200",
        "canary-old,       ,      200",
        "canary-new,       trend, 200",
        "canary-trend-new, trend, 200",
        "canary-trend,     trend, 200",
        "canary-night,     night, 200",
        "canary-night,     trend, 403",
        "canary-trend,     ,      403",
        "canary-trend,     TREND, 403",
        "canary,           trend, 401",
        "trend,            trend, 401",
        ",                 trend, 401"
    })
    void aSecretSendsWhatItIsFor(String secret, String strategy, int expected) throws Exception {
        alert(secret, open(strategy)).andExpect(status().is(expected));

        assertThat(exchange.placed()).hasSize(expected == 200 ? 1 : 0);
        assertThat(bodies()).hasSize(expected == 200 ? 1 : 0);
    }

    @Test
    void anotherStrategysAlertIsToldWhatItIs() throws Exception {
        alert("canary-night", open("trend"))
                .andExpect(jsonPath("$.error").value("WRONG_STRATEGY"))
                .andExpect(content().string(not(containsString("canary"))));
    }

    @Test
    void itIsNotCountedAsAWrongSecret() throws Exception {
        for (int i = 0; i < WrongSecrets.ALLOWED + 2; i++) {
            alert("canary-night", open("trend")).andExpect(status().isForbidden());
        }
    }

    @Test
    void ofSeveralActionsNoneIsDoneWhenOneIsOfAnother() throws Exception {
        alert("canary-night", "[%s,%s]".formatted(open("night"), open("trend"))).andExpect(status().isForbidden());

        assertThat(exchange.placed()).isEmpty();
        assertThat(bodies()).isEmpty();
        alert("canary-night", "[%s,%s]".formatted(open("night"), open("night"))).andExpect(status().isOk());
    }

    @Test
    void anExitOfAnotherStrategyIsNotDoneEither() throws Exception {
        signals.hold("0.5");

        alert("canary-night", "{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}").andExpect(status().isForbidden());
        alert("canary-old", "{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}").andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary-new", "canary-old", "canary-trend-new", "canary-trend", "canary-night"})
    void noSecretIsKeptOrSaidWhereverItStands(String pasted, CapturedOutput output) throws Exception {
        alert(
                        "canary-trend",
                        open("trend").replace("}", ",\"comment\":\"see %s\",\"id\":\"%s\"}".formatted(pasted, pasted)))
                .andExpect(status().isOk());
        alert("canary-new", open("the " + pasted)).andExpect(status().isBadRequest());
        alert("canary-new", open(null).replace("BTCUSDT", pasted.replace("-", "")))
                .andExpect(status().isBadRequest());
        alert("canary-new", open(null).replace("BTCUSDT", pasted))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("symbol '***' must not contain the secret")))
                .andExpect(content().string(not(containsString(pasted))));
        alert("canary-new", open(null).replace("\"side\"", "\"%s\":1,\"side\"".formatted(pasted)))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(not(containsString(pasted))));
        alert(null, open(pasted)).andExpect(content().string(not(containsString(pasted))));

        assertThat(output.getAll()).contains("signal_accepted").doesNotContain(pasted);
        assertThat(kept()).doesNotContain(pasted);
    }

    @Test
    void anAlertThatStillHasAnOldSecretIsTold(CapturedOutput output) throws Exception {
        alert("canary-trend-new", open("trend"));
        assertThat(output.getAll()).doesNotContain("old_secret_used");

        alert("canary-trend", open("trend"));
        assertThat(output.getAll()).contains("old_secret_used", "of trend").doesNotContain("canary");
    }

    private static String open(String strategy) {
        return "{\"action\":\"open\",\"symbol\":\"BTCUSDT\",\"side\":\"buy\",\"quantity\":0.01%s}"
                .formatted(strategy == null ? "" : ",\"strategy\":\"%s\"".formatted(strategy));
    }

    private ResultActions alert(String secret, String body) throws Exception {
        String shown = secret == null ? body : body.replaceFirst("}", ",\"webhook_secret\":\"%s\"}".formatted(secret));
        return mvc.perform(post("/webhook/tradingview").content(shown));
    }

    private List<String> bodies() {
        return signals.journal.read(
                sql -> sql.sql("SELECT body FROM signals").query(String.class).list());
    }

    /** Everything that is on record of alerts. */
    private String kept() {
        return signals.journal.read(
                sql -> sql.sql("SELECT * FROM signals").query().listOfRows().toString()
                        + sql.sql("SELECT * FROM events").query().listOfRows());
    }
}
