package dev.asterbridge.problems;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Carries a {@link Problem} out of a controller as problem details. */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(HttpStatusCode.valueOf(problem.status()), body(problem), null);
        this.problem = problem;
        if (problem.retryAfter() != null) {
            long seconds = Math.max(1, problem.retryAfter().plusMillis(999).toSeconds());
            getHeaders().set("Retry-After", Long.toString(seconds));
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
