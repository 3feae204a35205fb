package dev.asterbridge.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Who may send alerts, and how long a sender waits for the outcome.
 *
 * @param secret what every alert must carry; empty when there is none
 * @param answerWithin TradingView hangs up after 3 seconds, so this stays below
 */
@ConfigurationProperties("bridge.webhook")
record WebhookProperties(
        @DefaultValue("") String secret,
        @Name("wait") @DefaultValue("1500ms") Duration answerWithin) {

    @Override
    public String toString() {
        return "WebhookProperties[secret=%s, answerWithin=%s]"
                .formatted(secret.isEmpty() ? "none" : "***", answerWithin);
    }
}
