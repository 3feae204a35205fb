package dev.asterbridge.paper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets requests of the V1 scheme in. Checked in this order: the key's form ({@code -2014}) and the key
 * ({@code -2015}), both HTTP 401; {@code timestamp} and {@code signature} are there ({@code -1102}); the time
 * ({@code -1021}); the signature ({@code -1022}).
 */
final class KeyGate {

    private static final String HMAC = "HmacSHA256";
    private static final long AHEAD_MILLIS = 1000;
    private static final long DEFAULT_WINDOW = 5000;
    private static final long MAX_WINDOW = 60_000;

    private final Clock clock;
    private final String apiKey;
    private final SecretKeySpec secret;

    KeyGate(Clock clock, String apiKey, String secretKey) {
        this.clock = clock;
        this.apiKey = apiKey;
        this.secret = new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    Parameters admit(Transmission sent, Optional<String> key) {
        checkKey(key.orElse(""));
        Parameters parameters = sent.parameters();
        long timestamp = parameters.whole("timestamp").orElseThrow(() -> Parameters.missing("timestamp"));
        String signature = sent.signature().orElseThrow(() -> Parameters.missing("signature"));
        checkTime(timestamp, parameters.whole("recvWindow").orElse(DEFAULT_WINDOW));
        byte[] wanted = HexFormat.of().formatHex(hmac(sent.totalParams())).getBytes(StandardCharsets.US_ASCII);
        byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted, given)) {
            throw new VenueError(-1022, "Signature for this request is not valid.");
        }
        return parameters;
    }

    private void checkKey(String key) {
        if (!key.matches("[A-Za-z0-9]{64}")) {
            throw new WireError(401, -2014, "API-key format invalid.");
        }
        if (!key.equals(apiKey)) {
            throw new WireError(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }
    }

    private void checkTime(long timestamp, long window) {
        if (window < 0 || window > MAX_WINDOW) {
            throw new VenueError(-1130, "Data sent for parameter 'recvWindow' is not valid.");
        }
        long now = clock.millis();
        if (timestamp >= now + AHEAD_MILLIS) {
            throw new VenueError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        if (timestamp < now - window) {
            throw new VenueError(-1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + HMAC, e);
        }
    }
}
