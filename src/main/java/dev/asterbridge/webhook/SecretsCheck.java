package dev.asterbridge.webhook;

import dev.asterbridge.settings.SettingsCheck;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file with the secrets of single strategies can be read, and no secret is there twice. */
class SecretsCheck implements SettingsCheck {

    @Override
    public void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        String secret = value.apply("WEBHOOK_SECRET");
        var unused = SecretsFile.read(
                value.apply("STRATEGY_SECRETS_FILE"),
                WebhookProperties.several(secret == null ? "" : secret),
                complain);
    }
}
