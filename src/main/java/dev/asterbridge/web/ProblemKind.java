package dev.asterbridge.web;

import java.util.Locale;

/** What went wrong, in the words that stay the same: {@code error} and, from it, {@code type}. */
enum ProblemKind {
    INVALID_REQUEST(400, "Invalid request"),
    UNAUTHORIZED(401, "API key required"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "Conflict"),
    BODY_TOO_LARGE(413, "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    UNPROCESSABLE(422, "Cannot be done"),
    REFUSED_BY_EXCHANGE(422, "Refused by the exchange"),
    NOT_AUTHORISED_AT_EXCHANGE(422, "Not authorised at the exchange"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    RATE_LIMITED(429, "Rate limited by the exchange"),
    INTERNAL_ERROR(500, "Internal error"),
    EXCHANGE_UNREACHABLE(502, "Exchange unreachable"),
    NOT_READY(503, "Not ready"),
    EXCHANGE_TOO_SLOW(504, "Exchange too slow");

    static final String TYPE = "urn:asterbridge:problem:";

    final int status;
    final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The kind that a bare status stands for. */
    static ProblemKind of(int status) {
        for (ProblemKind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
    }

    /** The {@code type} for an {@code error} such as {@code NOT_FOUND}. */
    static String typeOf(String error) {
        return TYPE + error.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
