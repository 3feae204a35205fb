package dev.asterbridge.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of the input that is wrong.
 *
 * @param value what was given, at most 100 characters; absent where it may be a secret
 */
record FieldProblem(String field, @Nullable String value, String message) {

    private static final int MAX_SHOWN = 100;
    private static final Pattern SECRET = Pattern.compile(".*(secret|key|password|token|signature).*");

    static FieldProblem of(String field, @Nullable Object value, @Nullable String message) {
        String said = message == null ? "is not valid" : message;
        if (value == null || SECRET.matcher(field.toLowerCase(Locale.ROOT)).matches()) {
            return new FieldProblem(field, null, said);
        }
        String shown = String.valueOf(value);
        return new FieldProblem(field, shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) : shown, said);
    }

    @Override
    public String toString() {
        return field + " " + message;
    }
}
