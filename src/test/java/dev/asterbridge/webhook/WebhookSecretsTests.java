package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSecretsTests {

    private final WebhookSecrets secrets = new WebhookSecrets(
            List.of("new-general", "old-general"),
            Map.of("trend", List.of("new-trend", "old-trend"), "night", List.of("only-night")));

    @ParameterizedTest
    @CsvSource({
        "new-general, ,             all,           false",
        "old-general, ,             all,           true",
        ",            old-general,  all,           true",
        "new-trend,   ,             trend,         false",
        "old-trend,   ,             trend,         true",
        "only-night,  ,             night,         false",
        "old-general, new-general,  all,           false",
        "only-night,  old-general,  all,           false",
        "only-night,  old-trend,    'night,trend', false",
        "wrong,       old-trend,    trend,         true"
    })
    void eachAllowsWhatItIsFor(String header, String field, String strategies, boolean old) {
        Permit permit = secrets.shownBy(header, field);

        assertThat(permit).isEqualTo(new Permit(strategies.equals("all") ? null : Set.of(strategies.split(",")), old));
    }

    @ParameterizedTest
    @CsvSource({",", "wrong, wrong", "'', ''", "new-general old-general,", "new-genera,", "trend, night"})
    void anythingElseAllowsNothing(String header, String field) {
        assertThat(secrets.shownBy(header, field)).isNull();
        assertThat(WebhookSecrets.NONE.shownBy(header, field)).isNull();
    }

    @Test
    void aStrategysSecretSendsItsAlertsOnly() {
        Permit permit = secrets.shownBy("new-trend", null);

        assertThatCode(() -> permit.require("trend")).doesNotThrowAnyException();
        assertThat(refused(permit, "night").detail())
                .isEqualTo("The secret is one strategy's and can send its alerts only; this one is of 'night'");
        assertThat(refused(permit, "").detail()).endsWith("this one names no strategy");
        assertThat(refused(permit, "Trend").status()).isEqualTo(403);
        assertThat(refused(permit, "Trend").error()).isEqualTo("WRONG_STRATEGY");
        assertThatCode(() -> Permit.ALL.require("")).doesNotThrowAnyException();
        assertThatCode(() -> Permit.ALL.require("night")).doesNotThrowAnyException();
    }

    @Test
    void saysNoneOfThem() {
        assertThat(secrets.toString()).doesNotContain("general", "trend", "night");
        assertThat(secrets.texts())
                .containsExactlyInAnyOrder("new-general", "old-general", "new-trend", "old-trend", "only-night");
        assertThat(secrets.isEmpty()).isFalse();
        assertThat(WebhookSecrets.NONE.isEmpty()).isTrue();
    }

    @Test
    void aSecretThatBeginsWithAnotherIsRedactedWhole() {
        Secrets known = new Secrets(List.of("horse")).and(List.of("horse-and-cart"));

        assertThat(known.redact("my horse-and-cart, my horse")).isEqualTo("my ***, my ***");
        assertThat(known.redactJson("{\"a\":\"horse-and-cart\"}")).isEqualTo("{\"a\":\"***\"}");
    }

    private static Problem refused(Permit permit, String strategy) {
        return Assertions.catchThrowableOfType(ProblemException.class, () -> permit.require(strategy))
                .problem();
    }
}
