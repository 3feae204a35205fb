package dev.asterbridge.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that alerts may carry: those that can send every alert, and those that can send one strategy's.
 *
 * <p>Of several the first is the newest; the others are still taken while alerts are changed.
 */
final class WebhookSecrets {

    /** There is none, and alerts need none. */
    static final WebhookSecrets NONE = new WebhookSecrets(List.of(), Map.of());

    private final List<Known> known = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private record Known(WebhookSecret secret, @Nullable String strategy, boolean old) {}

    /** @param ofStrategies the secrets of each, by its name */
    WebhookSecrets(List<String> general, Map<String, List<String>> ofStrategies) {
        add(general, null);
        ofStrategies.forEach((strategy, secrets) -> add(secrets, strategy));
    }

    private void add(List<String> secrets, @Nullable String strategy) {
        for (int i = 0; i < secrets.size(); i++) {
            known.add(new Known(new WebhookSecret(secrets.get(i)), strategy, i > 0));
        }
        texts.addAll(secrets);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** What the two together allow; absent when neither is a secret. Takes the same time whatever they are. */
    @Nullable
    Permit shownBy(@Nullable String header, @Nullable String field) {
        Set<String> strategies = new HashSet<>();
        boolean general = false;
        boolean current = false;
        for (Known each : known) {
            boolean shown = each.secret.isShownBy(header, field);
            general |= shown && each.strategy == null;
            current |= shown && !each.old;
            if (shown && each.strategy != null) {
                strategies.add(each.strategy);
            }
        }
        return general || !strategies.isEmpty() ? new Permit(general ? null : strategies, !current) : null;
    }

    /** Every one of them, for whoever has to keep them out of something. */
    Collection<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public String toString() {
        return "WebhookSecrets[***]";
    }
}
