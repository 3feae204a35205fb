package dev.asterbridge.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes two deliveries one alert.
 *
 * @param by what it is recognised by
 * @param content hash of the key, or of the whole message
 */
record Identity(By by, String content) {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 22;

    /** How an alert is recognised, and for how long a copy of it is the same alert. */
    enum By {
        /** The sender's own key for it. */
        KEY(Duration.ofDays(7)),
        /** The whole message, which carries a time. */
        TIME(Duration.ofDays(7)),
        /** The whole message, which carries an id; people write ids that repeat every day. */
        ID(Duration.ofSeconds(60)),
        /** Only that the first delivery's answer never left; else every message is an alert of its own. */
        NOTHING(Duration.ofSeconds(30));

        private final Duration window;

        By(Duration window) {
            this.window = window;
        }

        Duration window() {
            return window;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Identity of(Alert alert) {
        if (alert.key() != null) {
            return new Identity(By.KEY, hash("key", alert.source(), alert.key()));
        }
        By by = alert.firedAt() != null ? By.TIME : alert.named() ? By.ID : By.NOTHING;
        return new Identity(by, hash("body", alert.source(), alert.body()));
    }

    /**
     * Unique in the journal: two that come in at the same moment have the same, and only one is kept.
     *
     * @param previous the id of the last alert of the same content, which this one is not a copy of
     */
    String after(@Nullable String previous) {
        return hash("identity", content, previous == null ? "" : previous);
    }

    /**
     * The signal's id: 22 characters, from which its orders have their names.
     *
     * <p>A message with a time comes only once, so that its id follows from the message alone. Others may come again when
     * the journal has long forgotten them, and must not get the names of old orders.
     */
    String id(@Nullable String previous, Instant receivedAt) {
        byte[] digest = by == By.TIME
                ? sha256("id", content)
                : sha256("id", content, previous == null ? "" : previous, receivedAt.toString());
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            int bit = i * 5;
            int pair = (digest[bit / 8] & 0xff) << 8 | (digest[bit / 8 + 1] & 0xff);
            id.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
        }
        return id.toString();
    }

    static String hash(String... parts) {
        return HexFormat.of().formatHex(sha256(parts));
    }

    private static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
