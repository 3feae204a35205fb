package dev.asterbridge.paper;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the body of a request to the paper exchange as it was received, before any filter takes it for a form: the
 * signature covers those very bytes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RawBody extends OncePerRequestFilter {

    private static final String ATTRIBUTE = RawBody.class.getName();
    private static final int MOST_BYTES = 64 * 1024;

    /** The text the filter kept; broken UTF-8 is replaced, so that no signature covers it. */
    static String of(HttpServletRequest request) {
        return Objects.requireNonNullElse((String) request.getAttribute(ATTRIBUTE), "");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/paper/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            response.setStatus(413);
            response.setContentType("application/json");
            response.getOutputStream()
                    .write("{\"code\":-1101,\"msg\":\"Request body too large.\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        request.setAttribute(ATTRIBUTE, new String(body, StandardCharsets.UTF_8));
        chain.doFilter(request, response);
    }
}
