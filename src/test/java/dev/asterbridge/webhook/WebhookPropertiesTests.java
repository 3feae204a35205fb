package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookPropertiesTests {

    @Test
    void takesWhatTheSettingsGive() {
        assertThat(bind(Map.of("bridge.webhook.secret", "s", "bridge.webhook.wait", "400ms")))
                .isEqualTo(new WebhookProperties("s", "", Duration.ofMillis(400)));
    }

    @Test
    void waitsOneAndAHalfSecondsAndDemandsNoSecretUnlessTold() {
        assertThat(bind(Map.of())).isEqualTo(new WebhookProperties("", "", Duration.ofMillis(1500)));
    }

    private static WebhookProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("bridge.webhook", WebhookProperties.class);
    }
}
