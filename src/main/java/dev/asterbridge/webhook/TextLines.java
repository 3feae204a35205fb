package dev.asterbridge.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code key=value} pairs, as people write them by hand.
 *
 * <p>Between two pairs stands a newline, {@code ;}, {@code |} or {@code &}. A value may stand in quotes, where those count
 * for nothing. A blank line ends an action. What stood where it goes wrong is never said: it may be the secret.
 */
final class TextLines {

    private static final String SEPARATORS = ";|&";
    private static final int LONGEST = 4096;
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final List<ObjectNode> actions = new ArrayList<>();
    private @Nullable ObjectNode action;
    private String line = "";
    private int number;

    private TextLines() {}

    /** @throws ProblemException 400 when it is anything else */
    static List<ObjectNode> read(String text) {
        TextLines lines = new TextLines();
        text.lines().forEach(lines::take);
        return lines.actions;
    }

    private void take(String next) {
        line = next;
        number++;
        if (line.chars().anyMatch(each -> Character.isISOControl(each) && each != '\t')) {
            throw refused("has a control character");
        }
        if (line.isBlank()) {
            action = null;
            return;
        }
        int at = 0;
        while (at < line.length()) {
            at = pair(at) + 1;
        }
    }

    /** Reads one pair and says where it ends; none is one, too. */
    private int pair(int start) {
        int equals = start;
        while (equals < line.length() && line.charAt(equals) != '=' && !isSeparator(equals)) {
            equals++;
        }
        String key = line.substring(start, equals).strip();
        if (equals == line.length() || isSeparator(equals)) {
            if (!key.isEmpty()) {
                throw noPair(key);
            }
            return equals;
        }
        int value = equals + 1;
        while (value < line.length() && line.charAt(value) == ' ') {
            value++;
        }
        boolean quoted = value < line.length() && (line.charAt(value) == '"' || line.charAt(value) == '\'');
        return quoted ? quoted(key, value) : bare(key, value);
    }

    private int bare(String key, int start) {
        int end = start;
        while (end < line.length() && !isSeparator(end)) {
            end++;
        }
        put(key, line.substring(start, end).strip());
        return end;
    }

    private int quoted(String key, int start) {
        int close = line.indexOf(line.charAt(start), start + 1);
        if (close < 0) {
            throw refused("has a quote that does not end");
        }
        int end = close + 1;
        while (end < line.length() && line.charAt(end) == ' ') {
            end++;
        }
        if (end < line.length() && !isSeparator(end)) {
            throw refused("goes on after a quote; between two pairs stands a newline, ;, | or &");
        }
        put(key, line.substring(start + 1, close));
        return end;
    }

    private void put(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw refused("has a key that is none; give pairs such as action=close;symbol=BTCUSDT");
        }
        if (value.length() > LONGEST) {
            throw refused("has a value of more than %d characters".formatted(LONGEST));
        }
        if (action == null) {
            action = JsonNodeFactory.instance.objectNode();
            actions.add(action);
        }
        if (action.has(key)) {
            throw refused("has a field that stood there before");
        }
        action.put(key, value);
    }

    private boolean isSeparator(int at) {
        return SEPARATORS.indexOf(line.charAt(at)) >= 0;
    }

    private ProblemException noPair(String text) {
        String placeholder = Placeholders.first(text);
        return text.equals(placeholder)
                ? new ProblemException(Problem.badField("line " + number, text, Placeholders.NOT_REPLACED))
                : refused("has something that is no pair; give pairs such as action=close;symbol=BTCUSDT");
    }

    private ProblemException refused(String what) {
        return new ProblemException(
                Problem.badRequest("INVALID_REQUEST", "Line %d of the message %s".formatted(number, what)));
    }
}
