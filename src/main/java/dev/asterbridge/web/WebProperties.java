package dev.asterbridge.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask.
 *
 * @param apiKey the key for everything that is not open to all; empty when there is none
 */
@ConfigurationProperties("bridge.web")
record WebProperties(@DefaultValue("") String apiKey) {

    boolean hasApiKey() {
        return !apiKey.isEmpty();
    }

    @Override
    public String toString() {
        return "WebProperties[apiKey=" + (hasApiKey() ? "***" : "none") + "]";
    }
}
