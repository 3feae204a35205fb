package dev.asterbridge.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whether a body is an alert that may become an order, by {@code docs/tradingview.md}.
 *
 * <p>Where it is not sure it says yes: what it calls no alert has to be refused.
 */
public final class AlertOracle {

    private static final int LONGEST = 16 * 1024;
    private static final int MOST = 10;
    private static final Pattern PAIR = Pattern.compile("[\\s\\p{Z}]*([A-Za-z][A-Za-z0-9_-]{0,63})[\\s\\p{Z}]*= *"
            + "(?:\"([^\"]*)\" *|'([^']*)' *|(?![\"'])([^;|&]*))(?=[;|&]|$)");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");
    private static final Pattern NO_PAIR = Pattern.compile("[\\s\\p{Z}]*(?=[;|&]|$)");

    private final Set<String> listed;
    private final String secret;

    public AlertOracle(Set<String> listed, String secret) {
        this.listed = listed;
        this.secret = secret;
    }

    /** What a body is; only the last may become an order. */
    public enum Kind {
        NO_ALERT,
        NOT_LISTED,
        ALERT
    }

    /** With the secret in its header, or none that is needed, a body needs none. */
    public Kind judge(byte[] body, boolean secretNeeded) {
        List<Map<String, Object>> actions = actions(body);
        if (actions.isEmpty() || actions.size() > MOST) {
            return Kind.NO_ALERT;
        }
        List<ActionOracle> judged = actions.stream().map(ActionOracle::new).toList();
        boolean known = !secretNeeded || judged.stream().anyMatch(action -> action.shows(secret));
        if (!known || !judged.stream().allMatch(ActionOracle::isWhole)) {
            return Kind.NO_ALERT;
        }
        return judged.stream().anyMatch(action -> listed.contains(action.symbol())) ? Kind.ALERT : Kind.NOT_LISTED;
    }

    private static List<Map<String, Object>> actions(byte[] body) {
        String text = text(body);
        if (body.length > LONGEST || text == null) {
            return List.of();
        }
        String begin = text.stripLeading();
        boolean json = begin.startsWith("[") || (begin.startsWith("{") && !begin.startsWith("{{"));
        if (!json) {
            return pairs(text).orElse(List.of());
        }
        List<Object> roots = PlainJson.readLines(text).orElse(List.of());
        List<?> values = roots.size() == 1 && roots.getFirst() instanceof List<?> array ? array : roots;
        List<Map<String, Object>> actions = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof Map<?, ?> fields)) {
                return List.of();
            }
            Map<String, Object> action = new LinkedHashMap<>();
            fields.forEach((name, field) -> action.put((String) name, field));
            actions.add(action);
        }
        return actions;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Empty when there is anything but pairs. */
    private static Optional<List<Map<String, Object>>> pairs(String text) {
        List<Map<String, Object>> actions = new ArrayList<>();
        Map<String, Object> action = null;
        for (String line : text.lines().toList()) {
            if (CONTROL.matcher(line).find()) {
                return Optional.empty();
            }
            if (line.isBlank()) {
                action = null;
                continue;
            }
            int at = 0;
            while (at <= line.length()) {
                Matcher pair = PAIR.matcher(line).region(at, line.length());
                Matcher none = NO_PAIR.matcher(line).region(at, line.length());
                if (pair.lookingAt()) {
                    if (action == null) {
                        action = new LinkedHashMap<>();
                        actions.add(action);
                    }
                    if (action.put(pair.group(1), value(pair)) != null) {
                        return Optional.empty();
                    }
                    at = pair.end() + 1;
                } else if (none.lookingAt()) {
                    at = none.end() + 1;
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(actions);
    }

    private static String value(Matcher pair) {
        String quoted = pair.group(2) == null ? pair.group(3) : pair.group(2);
        return quoted == null ? pair.group(4).strip() : quoted;
    }
}
