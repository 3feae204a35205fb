package dev.asterbridge.problems;

import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out.
 *
 * @param status the HTTP status it is answered with
 * @param error a stable name in upper snake case, for programs
 * @param detail what was wrong and what would be right, for people; never a secret
 * @param code the exchange's own error code, where it was the exchange that said no
 * @param retryAfter when to try again, where that is known
 * @param fields the fields at fault; empty when it was not about input
 */
public record Problem(
        int status,
        String error,
        String detail,
        @Nullable Integer code,
        @Nullable Duration retryAfter,
        List<Field> fields) {

    public Problem {
        fields = List.copyOf(fields);
    }

    /**
     * One field at fault.
     *
     * @param value as it came, at most 100 characters of it; absent when it was missing or may be a secret
     */
    public record Field(String field, @Nullable String value, String message) {

        private static final int SHOWN = 100;
        private static final Pattern SECRET = Pattern.compile("(?i).*(secret|key|password|token|signature).*");

        public Field {
            field = cut(field);
            value = value == null || SECRET.matcher(field).matches() ? null : cut(value);
        }

        private static String cut(String text) {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
        }
    }

    public static Problem of(int status, String error, String detail) {
        return new Problem(status, error, detail, null, null, List.of());
    }

    public static Problem badField(String field, @Nullable String value, String message) {
        return badInput(List.of(new Field(field, value, message)));
    }

    /** 400 that names every field, its value and what would be right. */
    public static Problem badInput(List<Field> fields) {
        String detail = String.join("; ", fields.stream().map(Problem::sentence).toList());
        return new Problem(400, "INVALID_REQUEST", detail, null, null, fields);
    }

    public static Problem badRequest(String error, String detail) {
        return of(400, error, detail);
    }

    public static Problem notFound(String error, String detail) {
        return of(404, error, detail);
    }

    public static Problem notListed(Symbol symbol) {
        return notFound("SYMBOL_NOT_FOUND", "AsterDEX lists no contract '%s'".formatted(symbol));
    }

    public static Problem conflict(String error, String detail) {
        return of(409, error, detail);
    }

    /** What the exchange, or the way to it, refused: 422, 429, 502 or 504 with the exchange's code and text. */
    public static Problem of(Refusal refusal) {
        String detail = refusal.advice() == null
                ? refusal.text()
                : refusal.text().replaceFirst("[.]$", "") + ". " + refusal.advice();
        return switch (refusal.reason()) {
            case REFUSED, CLOCK -> refused(422, "REFUSED_BY_EXCHANGE", detail, refusal);
            case NOT_AUTHORISED -> refused(422, "NOT_AUTHORISED_AT_EXCHANGE", detail, refusal);
            case RATE_LIMITED -> refused(429, "RATE_LIMITED", detail, refusal);
            case UNREACHABLE -> refused(502, "EXCHANGE_UNREACHABLE", detail, refusal);
            case TOO_SLOW -> refused(504, "EXCHANGE_TOO_SLOW", detail, refusal);
        };
    }

    /** The same with something added to what people read. */
    public Problem adding(String more) {
        return new Problem(status, error, detail + more, code, retryAfter, fields);
    }

    private static Problem refused(int status, String error, String detail, Refusal refusal) {
        return new Problem(status, error, detail, refusal.code(), refusal.retryAfter(), List.of());
    }

    private static String sentence(Field field) {
        return field.value() == null
                ? "%s %s".formatted(field.field(), field.message())
                : "%s '%s' %s".formatted(field.field(), field.value(), field.message());
    }
}
