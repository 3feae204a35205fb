package dev.asterbridge.web;

import java.io.IOException;
import org.springframework.http.ProblemDetail;

/** A request body that is longer than we read. */
final class BodyTooLarge extends IOException {

    private static final long serialVersionUID = 1;

    private final long limit;

    BodyTooLarge(long limit) {
        super("body over " + limit + " bytes");
        this.limit = limit;
    }

    ProblemDetail problem() {
        return Problems.of(413, "The body must be at most %d bytes.".formatted(limit));
    }
}
