package dev.asterbridge.problems;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Carries a {@link Problem} out of a controller as problem details. */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    private static final long DEFAULT_WAIT = 10;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(HttpStatusCode.valueOf(problem.status()), body(problem), null);
        this.problem = problem;
        Duration wait = problem.retryAfter();
        if (wait != null || problem.status() == 429) {
            long seconds = wait == null
                    ? DEFAULT_WAIT
                    : Math.max(1, wait.plusMillis(999).toSeconds());
            getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
    }

    public Problem problem() {
        return problem;
    }

    private static ProblemDetail body(Problem problem) {
        ProblemDetail body =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(problem.status()), problem.detail());
        body.setProperty("error", problem.error());
        if (problem.code() != null) {
            body.setProperty("code", problem.code());
        }
        if (!problem.fields().isEmpty()) {
            body.setProperty("errors", problem.fields());
        }
        return body;
    }
}
