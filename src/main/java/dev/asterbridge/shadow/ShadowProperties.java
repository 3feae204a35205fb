package dev.asterbridge.shadow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there is a shadow.
 *
 * @param enabled whether alerts are run on the paper venue; what was compared can be read in any case
 */
@ConfigurationProperties("bridge.shadow")
record ShadowProperties(@DefaultValue("false") boolean enabled) {}
