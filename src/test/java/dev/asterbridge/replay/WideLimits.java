package dev.asterbridge.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets the paper exchange allow in seconds what it allows in minutes: to it every request comes from another address, and it
 * says that it allows more.
 *
 * <p>It still refuses more than 300 orders in 10 seconds and 1,200 in a minute; the service is told twice that, of which it
 * uses half.
 */
final class WideLimits extends OncePerRequestFilter {

    private final JsonMapper json = new JsonMapper();
    private final AtomicInteger addresses = new AtomicInteger();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/paper/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int number = addresses.incrementAndGet();
        HttpServletRequest elsewhere = new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                return "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
            }
        };
        if (!request.getRequestURI().endsWith("/exchangeInfo")) {
            chain.doFilter(elsewhere, response);
            return;
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(elsewhere, answer);
        ObjectNode info = (ObjectNode) json.readTree(answer.getContentAsByteArray());
        info.path("rateLimits").forEach(limit -> {
            int factor = limit.path("rateLimitType").asText().equals("ORDERS") ? 2 : 1000;
            ((ObjectNode) limit).put("limit", limit.path("limit").asInt() * factor);
        });
        answer.resetBuffer();
        answer.getOutputStream().write(json.writeValueAsBytes(info));
        answer.copyBodyToResponse();
    }
}
