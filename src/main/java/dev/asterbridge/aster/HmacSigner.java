package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the parameter text with HMAC-SHA256.
 *
 * <p>The exchange takes a time up to 5 s old but less than 1 s ahead, so the time sent lies a little in the past.
 */
final class HmacSigner implements RequestSigner {

    private static final int RECEIVE_WINDOW_MILLIS = 5000;
    private static final int BACKDATED_MILLIS = 200;
    /** How far the exchange's servers may disagree about the time. */
    private static final int TOLERATED_MILLIS = 1000;

    private final Credentials.ApiKey credentials;
    private final AsterClock clock;

    HmacSigner(Credentials.ApiKey credentials, AsterClock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public Scheme scheme() {
        return Scheme.HMAC;
    }

    @Override
    public String name() {
        return "key:" + SignedText.sha256(credentials.key()).substring(0, 16);
    }

    @Override
    public boolean isWallet(String address) {
        return false;
    }

    @Override
    public SignedText sign(Parameters parameters) {
        long timestamp = clock.now().toEpochMilli() - BACKDATED_MILLIS;
        Parameters complete =
                parameters.and("recvWindow", RECEIVE_WINDOW_MILLIS).and("timestamp", timestamp);
        String message = complete.encoded();
        String trace = "length %d, parameters %s, timestamp %d".formatted(message.length(), complete, timestamp);
        return new SignedText(
                message,
                signature(message),
                Map.of("X-MBX-APIKEY", credentials.key()),
                null,
                Instant.ofEpochMilli(timestamp),
                Duration.ofMillis(RECEIVE_WINDOW_MILLIS + TOLERATED_MILLIS),
                trace);
    }

    String signature(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(credentials.secret().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java", e);
        }
    }
}
