package dev.asterbridge.symbols;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SymbolsProperties.class)
class SymbolsConfiguration {

    @Bean
    SymbolBook symbolBook(SymbolsProperties properties) {
        return SymbolsFile.read(properties.file(), problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    @Bean
    NamedSymbols symbolsOfTheBook(SymbolsProperties properties, SymbolBook book) {
        return SymbolsFile.named(properties.file(), book);
    }
}
