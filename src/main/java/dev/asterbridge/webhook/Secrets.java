package dev.asterbridge.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The secrets that came with a message, and those that are known: repeated nowhere. */
final class Secrets {

    /** The fields in which senders put the webhook's secret, as {@link Fields#plain} has them. */
    private static final Set<String> NAMES = Set.of("webhooksecret", "secret", "passphrase", "token", "signaltoken");

    /** What makes a name one whose value is not kept, wherever it stands. */
    private static final List<String> PARTS =
            List.of("secret", "passphrase", "password", "token", "apikey", "privatekey", "signature");

    /** Shorter ones stand in too many words. */
    private static final int LEAST = 4;

    private final List<String> shown;

    Secrets(Collection<String> shown) {
        this.shown = shown.stream()
                .filter(secret -> secret.length() >= LEAST)
                .distinct()
                // One may begin with another.
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** These and others. */
    Secrets and(Collection<String> others) {
        List<String> all = new ArrayList<>(shown);
        all.addAll(others);
        return new Secrets(all);
    }

    /** Whether a field of this plain name shows the webhook's secret. */
    static boolean isShownBy(String name) {
        return NAMES.contains(name);
    }

    /** Whether the value of a field of this plain name must be kept nowhere. */
    static boolean isKeptBack(String name) {
        return NAMES.contains(name) || PARTS.stream().anyMatch(name::contains);
    }

    /** @throws IllegalArgumentException when one stands in what will be kept and shown */
    void requireNoneIn(String text) {
        if (shown.stream().anyMatch(text::contains)) {
            throw new IllegalArgumentException("must not contain the secret: it is kept and shown");
        }
    }

    /** Whoever puts the secret into another field as well must not find it anywhere. */
    String redact(String text) {
        String redacted = text;
        for (String secret : shown) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }

    /** The same for a text in JSON, where a secret may be written in another way. */
    String redactJson(String json) {
        String redacted = json;
        for (String secret : shown) {
            redacted =
                    redacted.replace(new String(JsonStringEncoder.getInstance().quoteAsString(secret)), "***");
        }
        return redacted;
    }

    @Override
    public String toString() {
        return "Secrets[***]";
    }
}
