package dev.asterbridge.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A secret that alerts may carry; knows only its digest, and takes the same time whatever it is shown. */
class WebhookSecret {

    private final byte[] digest;

    WebhookSecret(String secret) {
        this.digest = sha256(secret);
    }

    /** Whether one of the two is the secret. */
    boolean isShownBy(@Nullable String header, @Nullable String field) {
        boolean byHeader = matches(header);
        boolean byField = matches(field);
        return byHeader || byField;
    }

    private boolean matches(@Nullable String shown) {
        return MessageDigest.isEqual(digest, sha256(shown == null ? "" : shown)) && shown != null;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[***]";
    }
}
