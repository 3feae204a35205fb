package dev.asterbridge.shadow;

import dev.asterbridge.exchange.ShadowVenue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ShadowProperties.class, SetUp.class})
class ShadowConfiguration {

    /** By name: this room knows no other venue than the port says, and the paper room has no beans beside real money. */
    @Bean
    ShadowVenue.Opener shadowVenueOpener() {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(ShadowVenue.Opener.class)
                .getFirst();
    }
}
