package dev.asterbridge.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Decides who may use what is not open to all. */
final class Door {

    /** What the door says. */
    enum Verdict {
        OPEN,
        NO_KEY,
        WRONG_KEY,
        TOO_MANY_WRONG_KEYS,
        NOT_LOCAL
    }

    private static final String BEARER = "bearer ";
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> FORWARDING =
            Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    private final byte @Nullable [] keyHash;
    private final boolean nothingToSteal;
    private final WrongKeys wrongKeys;

    /**
     * A door for one way of running.
     *
     * @param nothingToSteal whether everybody may come in when there is no key
     */
    Door(WebProperties properties, boolean nothingToSteal, WrongKeys wrongKeys) {
        this.keyHash = properties.hasApiKey() ? hash(properties.apiKey()) : null;
        this.nothingToSteal = nothingToSteal;
        this.wrongKeys = wrongKeys;
    }

    Verdict judge(HttpServletRequest request) {
        if (keyHash == null) {
            return nothingToSteal || isLocal(request) ? Verdict.OPEN : Verdict.NOT_LOCAL;
        }
        String key = keyOf(request);
        if (key == null) {
            return Verdict.NO_KEY;
        }
        // The right key always opens: behind a proxy all callers share an address, and nobody may lock the owner out.
        if (MessageDigest.isEqual(keyHash, hash(key))) {
            return Verdict.OPEN;
        }
        return wrongKeys.tooMany(request.getRemoteAddr()) ? Verdict.TOO_MANY_WRONG_KEYS : Verdict.WRONG_KEY;
    }

    private static @Nullable String keyOf(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeader("X-API-Key");
    }

    /** Whether a program on this machine asks: not a proxy for somebody else, not a web page in a browser here. */
    private static boolean isLocal(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return isLoopback(request.getRemoteAddr())
                && Collections.list(request.getHeaderNames()).stream().noneMatch(Door::isForwarding)
                && host != null
                && LOCAL_HOST.matcher(host).matches()
                && isOwnPage(request, host);
    }

    private static boolean isOwnPage(HttpServletRequest request, String host) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return (origin == null || origin.equalsIgnoreCase("http://" + host))
                && !"cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"));
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded") || FORWARDING.contains(name);
    }

    private static boolean isLoopback(String address) {
        try {
            return address.matches("[0-9a-fA-F.:]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
