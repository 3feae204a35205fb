package dev.asterbridge.signals;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(SignalProperties.class)
class SignalsConfiguration {

    @Bean
    OrderPlanner orderPlanner(SignalProperties properties) {
        return new OrderPlanner(properties.quantityRounding(), properties.exchangeExits());
    }
}
