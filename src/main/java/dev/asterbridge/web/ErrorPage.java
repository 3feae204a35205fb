package dev.asterbridge.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed before it reached a controller, such as a path that the firewall refuses. */
@RestController
@Hidden
class ErrorPage implements ErrorController {

    private final Problems problems;

    ErrorPage(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        int status = failed ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
        String detail = switch (Problems.errorOf(status)) {
            case "NOT_FOUND" -> "There is nothing here; /docs lists what there is.";
            case "INTERNAL_ERROR" -> "Something went wrong here. The log has the details under the request id.";
            default -> "The request cannot be understood.";
        };
        return problems.answer(Problems.of(status, detail), new HttpHeaders(), request);
    }
}
