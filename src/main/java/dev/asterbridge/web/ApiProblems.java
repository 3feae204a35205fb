package dev.asterbridge.web;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every failure into a problem that says what was wrong, and nothing about our insides. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);
    private static final String UNEXPECTED = "Something went wrong here. The log has the details under the request id.";

    private final Problems problems;

    ApiProblems(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> exchange(ExchangeUnavailable unavailable, HttpServletRequest request) {
        ProblemException problem = new ProblemException(Problem.of(unavailable.refusal()));
        return problems.answer(problem.getBody(), problem.getHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(BodyTooLarge e, HttpServletRequest request) {
        return problems.answer(e.problem(), new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null;
        }
        return problems.answer(unexpected(500, e, request), new HttpHeaders(), request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest webRequest) {
        HttpServletRequest request = ((ServletWebRequest) webRequest).getRequest();
        return problems.answer(describe(e, body, status, request), headers, request);
    }

    private static ProblemDetail describe(
            Exception e, @Nullable Object body, HttpStatusCode status, HttpServletRequest request) {
        String path = RequestLog.path(request);
        if (status.is5xxServerError() && !(e instanceof ErrorResponseException)) {
            return unexpected(status.value(), e, request);
        }
        return switch (e) {
            case MethodArgumentNotValidException invalid -> input(InputProblems.of(invalid.getBindingResult()));
            case HandlerMethodValidationException invalid -> input(InputProblems.of(invalid));
            case MethodArgumentTypeMismatchException mismatch ->
                input(List.of(InputProblems.of(mismatch.getName(), mismatch)));
            case TypeMismatchException mismatch ->
                input(List.of(InputProblems.of(mismatch.getPropertyName(), mismatch)));
            case HttpMessageNotReadableException unreadable -> input(List.of(InputProblems.of(unreadable)));
            case MissingServletRequestParameterException missing ->
                input(List.of(new Field(missing.getParameterName(), null, "must be given")));
            case NoHandlerFoundException none -> nothingAt(path);
            case NoResourceFoundException none -> nothingAt(path);
            case HttpRequestMethodNotSupportedException method ->
                Problems.of(
                        405,
                        "%s does not take %s, only %s."
                                .formatted(path, method.getMethod(), method.getSupportedHttpMethods()));
            case HttpMediaTypeNotSupportedException type ->
                Problems.of(415, "The content type must be one of %s.".formatted(type.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException type ->
                Problems.of(406, "The answer can be one of %s.".formatted(type.getSupportedMediaTypes()));
            case ErrorResponse response -> response.getBody();
            default -> body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
        };
    }

    private static ProblemDetail unexpected(int status, Exception e, HttpServletRequest request) {
        log.atError()
                .addKeyValue("event", "unexpected_error")
                .addKeyValue("path", RequestLog.path(request))
                .setCause(e)
                .log("A request failed for a reason that nobody thought of");
        return Problems.of(status, UNEXPECTED);
    }

    private static ProblemDetail input(List<Field> fields) {
        return new ProblemException(Problem.badInput(fields)).getBody();
    }

    private static ProblemDetail nothingAt(String path) {
        return Problems.of(404, "There is nothing at %s; /docs lists what there is.".formatted(path));
    }
}
