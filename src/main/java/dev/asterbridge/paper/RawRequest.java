package dev.asterbridge.paper;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;

/**
 * Keeps query and body of a request to the paper exchange as they were received: a signature covers those very bytes.
 *
 * <p>Whatever stands between here and the controller sees neither, so that no filter takes the body for a form and no
 * framework logs a signed query.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RawRequest extends OncePerRequestFilter {

    private static final String ATTRIBUTE = RawRequest.class.getName();
    private static final int MOST_BYTES = 64 * 1024;

    /** What the client transmitted; broken UTF-8 is replaced, so that no signature covers it. */
    static Transmission transmission(HttpServletRequest request) {
        Kept kept = (Kept) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "the filter is missing");
        return Transmission.received(kept.query, kept.body);
    }

    /** The path as Spring maps it: decoded and without what follows a semicolon. */
    static String path(HttpServletRequest request) {
        return UrlPathHelper.defaultInstance.getPathWithinApplication(request);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !path(request).startsWith("/paper/");
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
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        request.setAttribute(ATTRIBUTE, new Kept(query, new String(body, StandardCharsets.UTF_8)));
        chain.doFilter(new Emptied(request), response);
    }

    /** A class and not a record: its text must not show what it holds. */
    private static final class Kept {
        private final String query;
        private final String body;

        Kept(String query, String body) {
            this.query = query;
            this.body = body;
        }
    }

    private static final class Emptied extends HttpServletRequestWrapper {

        Emptied(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
