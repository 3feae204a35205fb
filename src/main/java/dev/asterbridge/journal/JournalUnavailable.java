package dev.asterbridge.journal;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The journal did not answer, or it is not certain that it kept what it was given; to a caller, a 503. */
public final class JournalUnavailable extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    private final String why;

    public JournalUnavailable(String why) {
        this(why, null);
    }

    public JournalUnavailable(String why, @Nullable Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, body(why), cause);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why;
    }

    private static ProblemDetail body(String why) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, why);
        body.setProperty("error", "JOURNAL_UNAVAILABLE");
        return body;
    }
}
