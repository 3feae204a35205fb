package dev.asterbridge.paper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaperProperties.class)
class PaperConfiguration {

    @Bean
    ExchangeInfo exchangeInfo() {
        return ExchangeInfo.load();
    }
}
