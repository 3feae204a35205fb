package dev.asterbridge.webhook;

import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.settings.KeptSecrets;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    @Bean
    WebhookSecrets webhookSecrets(WebhookProperties properties) {
        return new WebhookSecrets(
                properties.secrets(),
                SecretsFile.read(properties.strategySecretsFile(), properties.secrets(), problem -> {
                    throw new IllegalArgumentException(problem);
                }));
    }

    /** Of files, too, which only this room reads. */
    @Bean
    KeptSecrets secretsOfAlerts(WebhookSecrets secrets) {
        return KeptSecrets.of(secrets.texts());
    }

    @Bean
    SenderCheck senderCheck(WebhookSecrets secrets, ExchangeConnection connection, Clock clock) {
        return new SenderCheck(secrets, connection.state().mode(), new WrongSecrets(clock));
    }
}
