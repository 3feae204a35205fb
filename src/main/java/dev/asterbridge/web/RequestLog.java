package dev.asterbridge.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id that its answer, its problems and its log lines carry, and logs one line about it. */
class RequestLog extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);
    private static final String ATTRIBUTE = RequestLog.class.getName();
    private static final String MASK = Mask.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ROUTINE = Pattern.compile("/(health|actuator|paper|docs|swagger-ui|v3)(/.*)?");

    private final RandomGenerator random;
    private final Mask mask;

    /** @param mask what must not be repeated, although it stands in a path or an id */
    RequestLog(RandomGenerator random, Mask mask) {
        this.random = random;
        this.mask = mask;
    }

    /** The id of a request, also after its log line is written. */
    static String idOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "none";
    }

    /** The path as it was sent, without its query and without our secrets, fit for a URI and a log line. */
    static String path(HttpServletRequest request) {
        Object failed = request.getAttribute("jakarta.servlet.error.request_uri");
        String path = failed instanceof String uri ? uri : request.getRequestURI();
        String masked = request.getAttribute(MASK) instanceof Mask mask ? mask.path(path) : path;
        String plain = masked.replaceAll("[^!-~]|[\"<>\\\\^`{|}\\[\\]#?]", "_").replaceAll("%(?![0-9A-Fa-f]{2})", "_");
        return plain.length() > 200 ? plain.substring(0, 200).replaceFirst("%.?$", "") : plain;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(HEADER);
        String id = sent != null && SANE.matcher(sent).matches() && !mask.hides(sent) ? sent : newId();
        long start = System.nanoTime();
        request.setAttribute(ATTRIBUTE, id);
        request.setAttribute(MASK, mask);
        response.setHeader(HEADER, id);
        MDC.put("request_id", id);
        try {
            chain.doFilter(request, response);
        } finally {
            write(request, response, (System.nanoTime() - start) / 1_000_000);
            MDC.remove("request_id");
        }
    }

    private String newId() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, long millis) {
        String path = path(request);
        Level level = ROUTINE.matcher(path).matches() ? Level.DEBUG : Level.INFO;
        log.atLevel(level)
                .addKeyValue("event", "request")
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("status", response.getStatus())
                .addKeyValue("duration_ms", millis)
                .log("{} {} answered {}", request.getMethod(), path, response.getStatus());
    }
}
