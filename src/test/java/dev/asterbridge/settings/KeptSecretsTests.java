package dev.asterbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class KeptSecretsTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void areAllSecretVariablesAndOnlyThose() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        SettingsLoader.SETTINGS,
                        Map.of(
                                "WEBHOOK_SECRET", "new-secret-1 old-secret-2",
                                "API_KEY", "an-${api}-key-of-16",
                                "ASTERDEX_PRIVATE_KEY", "0xABCDEF0123456789",
                                "ASTERDEX_SECRET_KEY", "",
                                "ALLOWED_SYMBOLS", "BTCUSDT,ETHUSDT")));

        assertThat(KeptSecrets.ofVariables(environment).texts())
                .containsExactlyInAnyOrder("new-secret-1", "old-secret-2", "an-${api}-key-of-16", "ABCDEF0123456789");
    }

    @Test
    void areNoneWhereNothingWasRead() {
        assertThat(KeptSecrets.ofVariables(environment).texts()).isEmpty();
    }

    @Test
    void areAddedUpAndNeverShown() {
        KeptSecrets both =
                KeptSecrets.of(List.of("canary-one", "canary-two")).and(KeptSecrets.of(List.of("canary-two")));

        assertThat(both.texts()).containsExactlyInAnyOrder("canary-one", "canary-two");
        assertThat(both).hasToString("KeptSecrets[***]");
    }
}
