package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's parameters as they are sent, signature included.
 *
 * @param message the parameters as they were signed
 * @param signature of the message; empty when there is none
 * @param headers go out with it
 * @param nonce what the exchange takes only once; absent without such a thing
 * @param at the exchange's time that it bears
 * @param life for how long after that the exchange may take it
 * @param trace what may be logged to find out why a signature was not accepted
 */
record SignedText(
        String message,
        String signature,
        Map<String, String> headers,
        @Nullable Long nonce,
        Instant at,
        Duration life,
        String trace) {

    static SignedText unsigned(Parameters parameters) {
        return new SignedText(parameters.encoded(), "", Map.of(), null, Instant.EPOCH, Duration.ZERO, "unsigned");
    }

    /** Goes out byte for byte, as the query or as the form. */
    String text() {
        return signature.isEmpty() ? message : message + "&signature=" + signature;
    }

    /** SHA-256 of what was signed, in hexadecimal. */
    String hash() {
        return sha256(message);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java", e);
        }
    }

    @Override
    public String toString() {
        return trace;
    }
}
