package dev.asterbridge.web;

import dev.asterbridge.exchange.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes problems in the one form that callers see. */
@Component
class Problems {

    private static final String ERROR = "error";
    private final Clock clock;

    Problems(Clock clock) {
        this.clock = clock;
    }

    static ProblemDetail of(ProblemKind kind, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(kind.status);
        problem.setTitle(kind.title);
        problem.setDetail(detail);
        problem.setProperty(ERROR, kind.name());
        return problem;
    }

    static ProblemDetail input(List<FieldProblem> fields) {
        String detail = fields.isEmpty()
                ? "The request cannot be read."
                : String.join("; ", fields.stream().map(FieldProblem::toString).toList()) + ".";
        ProblemDetail problem = of(ProblemKind.INVALID_REQUEST, detail);
        problem.setProperty("errors", fields);
        return problem;
    }

    static ProblemDetail refusal(Refusal refusal) {
        ProblemKind kind = switch (refusal.reason()) {
            case REFUSED -> ProblemKind.REFUSED_BY_EXCHANGE;
            case NOT_AUTHORISED -> ProblemKind.NOT_AUTHORISED_AT_EXCHANGE;
            case RATE_LIMITED -> ProblemKind.RATE_LIMITED;
            case UNREACHABLE -> ProblemKind.EXCHANGE_UNREACHABLE;
            case TOO_SLOW -> ProblemKind.EXCHANGE_TOO_SLOW;
        };
        String advice = refusal.advice();
        ProblemDetail problem = of(kind, advice == null ? refusal.text() : refusal.text() + ". " + advice);
        if (refusal.code() != null) {
            problem.setProperty("code", refusal.code());
        }
        return problem;
    }

    static HttpHeaders retryAfter(@Nullable Duration wait, long fallbackSeconds) {
        HttpHeaders headers = new HttpHeaders();
        long seconds = wait == null
                ? fallbackSeconds
                : Math.max(1, wait.plusMillis(999).toSeconds());
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return headers;
    }

    /** The answer, completed with what every problem carries. */
    ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers, HttpServletRequest request) {
        ProblemKind kind = ProblemKind.of(problem.getStatus());
        Map<String, Object> properties = problem.getProperties();
        Object error = properties == null ? null : properties.get(ERROR);
        if (error == null) {
            problem.setProperty(ERROR, kind.name());
            problem.setTitle(kind.title);
        }
        if (problem.getType() == null || problem.getType().toString().equals("about:blank")) {
            problem.setType(URI.create(ProblemKind.typeOf(error == null ? kind.name() : error.toString())));
        }
        if (problem.getInstance() == null) {
            problem.setInstance(URI.create(RequestLog.path(request)));
        }
        problem.setProperty("timestamp", clock.millis());
        problem.setProperty("request_id", RequestLog.idOf(request));
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
