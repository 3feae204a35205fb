package dev.asterbridge.webhook;

import dev.asterbridge.settings.ChosenSecret;
import dev.asterbridge.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of single strategies from their {@link SettingsFile}: under each name one, or several. */
final class SecretsFile {

    private static final SettingsFile FILE =
            new SettingsFile("STRATEGY_SECRETS_FILE", Path.of("config", "secrets.yml"), true);

    private SecretsFile() {}

    /**
     * Reads the file.
     *
     * @param given null or empty when nobody said which: then {@code config/secrets.yml}, which need not be there
     * @param general the secrets of all alerts, which none of these may be
     * @param complain takes one sentence per problem, without a secret; what is wrong is left out
     */
    static Map<String, List<String>> read(
            @Nullable String given, Collection<String> general, Consumer<String> complain) {
        Map<String, List<String>> secrets = new TreeMap<>();
        Set<String> taken = new HashSet<>(general);
        FILE.read(given, complain)
                .ifPresent(root -> root.keys(Words::strategyName).forEach((strategy, own) -> {
                    List<String> read = new ArrayList<>();
                    own.values()
                            .forEach(each ->
                                    each.value(text -> secret(text, taken)).ifPresent(read::add));
                    secrets.put(strategy, read);
                }));
        if (!secrets.isEmpty() && general.isEmpty()) {
            complain.accept(
                    "Strategies have secrets of their own (STRATEGY_SECRETS_FILE), but WEBHOOK_SECRET is not set;"
                            + " it must be set, too.");
        }
        return secrets;
    }

    private static String secret(String text, Set<String> taken) {
        if (!ChosenSecret.isUsable(text, ChosenSecret.FOR_ALERTS)) {
            throw new IllegalArgumentException("must be " + ChosenSecret.allowed(ChosenSecret.FOR_ALERTS));
        }
        if (!taken.add(text)) {
            throw new IllegalArgumentException("must be another one than every other, and than WEBHOOK_SECRET");
        }
        return text;
    }
}
