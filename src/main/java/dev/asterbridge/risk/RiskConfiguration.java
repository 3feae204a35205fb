package dev.asterbridge.risk;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RiskProperties.class)
class RiskConfiguration {

    @Bean
    LimitSource limitSource(RiskProperties properties) {
        LimitsFile file = LimitsFile.read(properties.limitsFile(), problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new ConfiguredLimits(properties.texts(), file);
    }
}
