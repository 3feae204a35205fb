package dev.asterbridge.webhook;

import dev.asterbridge.exchange.ExchangeConnection;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    @Bean
    SenderCheck senderCheck(WebhookProperties properties, ExchangeConnection connection, Clock clock) {
        WebhookSecret secret = properties.secret().isEmpty() ? null : new WebhookSecret(properties.secret());
        return new SenderCheck(secret, connection.state().mode(), new WrongSecrets(clock));
    }
}
