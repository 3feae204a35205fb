package dev.asterbridge.signals;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(SignalProperties.class)
class SignalsConfiguration {

    @Bean
    OrderPlanner orderPlanner(SignalProperties properties) {
        return new OrderPlanner(properties.quantityRounding());
    }

    @Bean
    SignalIds signalIds(Clock clock) {
        return new SignalIds(clock, new SecureRandom());
    }
}
