package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.web.OneController;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesControllerTests {

    /** What TradingView would put there. */
    private static final Map<String, String> FILLED = Map.ofEntries(
            Map.entry("ticker", "BTCUSDT.P"),
            Map.entry("timenow", "2026-01-15T12:00:00Z"),
            Map.entry("time", "2026-01-15T11:00:00Z"),
            Map.entry("close", "50000.1"),
            Map.entry("strategy.order.action", "sell"),
            Map.entry("strategy.order.contracts", "0.03"),
            Map.entry("strategy.order.id", "Short"),
            Map.entry("strategy.order.alert_message", "\"action\": \"close\""),
            Map.entry("strategy.position_size", "-0.01"),
            Map.entry("strategy.prev_market_position", "long"),
            Map.entry("strategy.prev_market_position_size", "0.02"));

    static List<Template> templates() {
        return new TemplatesController().templates();
    }

    static String filled(Template template) {
        String message = template.message();
        for (Map.Entry<String, String> each : FILLED.entrySet()) {
            message = message.replace("{{" + each.getKey() + "}}", each.getValue());
        }
        return message;
    }

    @ParameterizedTest
    @MethodSource("templates")
    void eachIsUnderstoodOnceItIsFilledIn(Template template) {
        List<Understood> understood = Messages.translator()
                .translate(new AlertReader().read(filled(template).getBytes(StandardCharsets.UTF_8), null));

        String dialect = template.endpoint().endsWith("strategy") ? "strategy" : "plain";
        assertThat(understood)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.dialect()).isEqualTo(dialect));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void eachHasASecretAndATime(Template template) {
        Message message = new AlertReader().read(filled(template).getBytes(StandardCharsets.UTF_8), null);

        assertThat(message.secret()).isEqualTo("...");
        assertThat(Messages.translator().translate(message))
                .allSatisfy(each -> assertThat(each.firedAt()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void anIndicatorsHasNoPlaceholderOfAStrategy(Template template) {
        assertThat(template.script()).isIn("indicator", "strategy");
        if (template.script().equals("indicator")) {
            assertThat(template.message()).doesNotContain("{{strategy.");
        }
    }

    @Test
    void theStrategysSaysWhatIsHeldAndWasBefore() {
        Template template = templates().stream()
                .filter(each -> each.name().equals("hold what the strategy holds"))
                .findFirst()
                .orElseThrow();

        assertThat(Messages.only(filled(template)).signal().intent()).hasToString("hold -0.01 at market");
    }

    @Test
    void theyAreListedWithWhatTheyAreFor() throws Exception {
        OneController.alone(new TemplatesController())
                .perform(get("/webhook/templates"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].name").value("open long"))
                .andExpect(jsonPath("$[0].for").value("indicator"))
                .andExpect(jsonPath("$[0].endpoint").value("/webhook/tradingview"))
                .andExpect(jsonPath("$[0].message").isNotEmpty())
                .andExpect(jsonPath("$[0].script").doesNotExist());
    }
}
