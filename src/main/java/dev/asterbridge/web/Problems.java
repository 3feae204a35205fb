package dev.asterbridge.web;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes problems in the one form that callers see. */
@Component
class Problems {

    /** What a bare status is called, where nobody has said more. */
    private static final Map<Integer, String> ERRORS = Map.of(
            401, "UNAUTHORIZED",
            403, "FORBIDDEN",
            404, "NOT_FOUND",
            405, "METHOD_NOT_ALLOWED",
            406, "NOT_ACCEPTABLE",
            409, "CONFLICT",
            413, "BODY_TOO_LARGE",
            415, "UNSUPPORTED_MEDIA_TYPE",
            503, "NOT_READY");

    private static final String ERROR = "error";

    private final Clock clock;

    Problems(Clock clock) {
        this.clock = clock;
    }

    static ProblemDetail of(int status, String detail) {
        return new ProblemException(Problem.of(status, errorOf(status), detail)).getBody();
    }

    static String errorOf(int status) {
        return ERRORS.getOrDefault(status, status < 500 ? "INVALID_REQUEST" : "INTERNAL_ERROR");
    }

    /** The stable type of an error such as {@code NOT_FOUND}. */
    static String typeOf(String error) {
        return "urn:asterbridge:problem:" + error.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code NOT_FOUND} as a person would write it. */
    static String titleOf(String error) {
        return error.charAt(0) + error.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The answer, completed with what every problem carries. */
    ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers, HttpServletRequest request) {
        Map<String, Object> properties = problem.getProperties();
        Object said = properties == null ? null : properties.get(ERROR);
        String error = said == null ? errorOf(problem.getStatus()) : said.toString();
        problem.setProperty(ERROR, error);
        problem.setTitle(titleOf(error));
        problem.setType(URI.create(typeOf(error)));
        problem.setInstance(URI.create(RequestLog.path(request)));
        problem.setProperty("timestamp", clock.millis());
        problem.setProperty("request_id", RequestLog.idOf(request));
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
