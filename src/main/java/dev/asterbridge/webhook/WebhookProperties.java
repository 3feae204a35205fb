package dev.asterbridge.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Who may send alerts, and how long a sender waits for the outcome.
 *
 * @param secret what every alert must carry, or several with spaces between, the newest first; empty when there is none
 * @param strategySecretsFile where secrets are that can send one strategy's alerts; empty for {@code config/secrets.yml},
 *     if it is there
 * @param answerWithin TradingView hangs up after 3 seconds, so this stays below
 */
@ConfigurationProperties("bridge.webhook")
record WebhookProperties(
        @DefaultValue("") String secret,
        @DefaultValue("") String strategySecretsFile,
        @Name("wait") @DefaultValue("1500ms") Duration answerWithin) {

    List<String> secrets() {
        return several(secret);
    }

    static List<String> several(String secret) {
        return secret.isBlank() ? List.of() : List.of(secret.strip().split("\\s+"));
    }

    @Override
    public String toString() {
        return "WebhookProperties[secret=%s, strategySecretsFile=%s, answerWithin=%s]"
                .formatted(secret.isEmpty() ? "none" : "***", strategySecretsFile, answerWithin);
    }
}
