package dev.asterbridge.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON to the letter of RFC 8259, in UTF-8.
 *
 * <p>Objects are maps, arrays lists, texts strings; numbers are {@link Number}, {@code true} and {@code false} booleans.
 */
public final class PlainJson {

    private static final int DEEPEST = 500;

    /** A number as it was written. */
    public record Number(String text) {}

    /** The value null. */
    public static final Object NULL = new Object();

    private final String text;
    private final boolean lastOfAName;
    private int at;

    private PlainJson(String text, boolean lastOfAName) {
        this.text = text;
        this.lastOfAName = lastOfAName;
    }

    /** The value; empty when it is no JSON, or a name stands twice in an object. */
    public static Optional<Object> read(byte[] bytes) {
        return read(bytes, false);
    }

    /** The value; of two fields of one name the last counts. */
    public static Optional<Object> readLeniently(byte[] bytes) {
        return read(bytes, true);
    }

    /** The values, each of which begins on a later line than the one before ends; empty when there is anything else. */
    public static Optional<List<Object>> readLines(String text) {
        try {
            PlainJson json = new PlainJson(text, false);
            List<Object> values = new ArrayList<>();
            json.blanks();
            while (json.at < text.length()) {
                values.add(json.value(0));
                int end = json.at;
                json.blanks();
                String between = text.substring(end, json.at);
                require(json.at == text.length() || between.contains("\n") || between.contains("\r"));
            }
            return Optional.of(values);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> read(byte[] bytes, boolean lastOfAName) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            PlainJson json = new PlainJson(text, lastOfAName);
            Object value = json.value(0);
            json.blanks();
            return json.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (CharacterCodingException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Object value(int depth) {
        require(depth < DEEPEST);
        blanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            blanks();
            require(peek() == '"');
            String name = string();
            blanks();
            require(next() == ':');
            Object before = fields.put(name, value(depth + 1));
            require(before == null || lastOfAName);
            blanks();
            char end = next();
            if (end == '}') {
                return fields;
            }
            require(end == ',');
        }
    }

    private List<Object> array(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            blanks();
            char end = next();
            if (end == ']') {
                return elements;
            }
            require(end == ',');
        }
    }

    private String string() {
        StringBuilder content = new StringBuilder();
        at++;
        while (true) {
            char each = next();
            if (each == '"') {
                return content.toString();
            }
            require(each >= ' ');
            content.append(each == '\\' ? escaped() : each);
        }
    }

    private char escaped() {
        char each = next();
        return switch (each) {
            case '"', '\\', '/' -> each;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                require(at + 4 <= text.length());
                String digits = text.substring(at, at + 4);
                require(digits.matches("[0-9a-fA-F]{4}"));
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw new IllegalStateException();
        };
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        require(number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"));
        return new Number(number);
    }

    private Object word(String word, Object value) {
        require(text.startsWith(word, at));
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        require(at < text.length());
        return text.charAt(at);
    }

    private char next() {
        char each = peek();
        at++;
        return each;
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException();
        }
    }
}
