package dev.asterbridge.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/** A request that goes no further than the front door. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProblemDetail problem;
    private final transient HttpHeaders headers;

    Refused(ProblemDetail problem, HttpHeaders headers) {
        super(problem.getDetail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    ProblemDetail problem() {
        return problem;
    }

    HttpHeaders headers() {
        return headers;
    }
}
