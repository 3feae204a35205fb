package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.symbols.NamedSymbols;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RiskProperties.class)
class RiskConfiguration {

    @Bean
    LimitsFile limitsFile(RiskProperties properties) {
        return LimitsFile.read(properties.limitsFile(), problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    @Bean
    LimitSource limitSource(RiskProperties properties, LimitsFile file) {
        return new ConfiguredLimits(properties.texts(), file);
    }

    @Bean
    OwnLimits ownLimits(LimitsFile file) {
        return OwnLimits.of(file);
    }

    @Bean
    NamedSymbols symbolsWithLimits(RiskProperties properties, LimitSource limits, LimitsFile file) {
        Map<String, Set<Symbol>> named = new HashMap<>(file.named(properties.limitsFile()));
        Set<Symbol> allowed = limits.account().symbols();
        if (allowed != null) {
            named.put("ALLOWED_SYMBOLS", allowed);
        }
        return new NamedSymbols(named);
    }
}
