package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.paper.Endpoint.Access;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * AsterDEX's HTTP face. Every request is looked up in the table of endpoints, weighed, read, let in, answered.
 *
 * <p>Errors are {@code {"code": -1102, "msg": "..."}} with 400; 401 for a wrong key, 404 and 405 for what is not there,
 * 429 above the limits. What was received is never logged.
 */
@Hidden
@RestController
@RequestMapping("/paper")
class PaperController {

    private static final Logger log = LoggerFactory.getLogger(PaperController.class);
    private static final Pattern FAPI = Pattern.compile("/paper/fapi/v([1-9])/(.+)");

    private final PaperDesk desk;
    private final Clock clock;
    private final WeightMeter meter;
    private final JsonMapper json = WireJson.mapper();

    PaperController(PaperDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
        this.meter = new WeightMeter(clock);
    }

    /** The futures market. */
    @RequestMapping("/fapi/**")
    void futures(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Matcher path = FAPI.matcher(RawRequest.path(request));
            if (!path.matches()) {
                throw new WireError(404, -5000, "Path is invalid at the paper AsterDEX.");
            }
            int version = Integer.parseInt(path.group(1));
            Endpoint endpoint = desk.endpoints().find(request.getMethod(), version, path.group(2));
            return answer(endpoint, version, request, response);
        });
    }

    /** The spot market, as far as clients ask for it before they trade futures. */
    @RequestMapping("/api/v3/exchangeInfo")
    void spot(HttpServletResponse response) throws IOException {
        answer(response, () -> desk.spotInfo(clock.millis()));
    }

    /** Starts the account over. Anybody may: there is nothing to steal. */
    @PostMapping("/reset")
    void reset(HttpServletResponse response) throws IOException {
        answer(response, desk::reset);
    }

    private Object answer(Endpoint endpoint, int version, HttpServletRequest request, HttpServletResponse response) {
        Transmission sent = RawRequest.transmission(request);
        Parameters unproven = sent.parameters();
        weigh(endpoint.weight().applyAsInt(unproven), request, response);
        Parameters parameters = endpoint.access() == Access.PUBLIC
                ? unproven
                : desk.admit(version, sent, Optional.ofNullable(request.getHeader("X-MBX-APIKEY")));
        if (endpoint.access() == Access.ORDER) {
            countOrder(response);
        }
        return desk.answer(endpoint, new Call(parameters, clock.millis()));
    }

    private void weigh(int weight, HttpServletRequest request, HttpServletResponse response) {
        int used = meter.use(request.getRemoteAddr(), weight);
        response.setIntHeader("X-MBX-USED-WEIGHT-1M", used);
        if (used > WeightMeter.WEIGHT_PER_MINUTE) {
            response.setHeader("Retry-After", Long.toString(meter.secondsLeft()));
            throw new WireError(429, -1003, "Too many requests; current limit is 2400 request weight per 1 MINUTE.");
        }
    }

    private void countOrder(HttpServletResponse response) {
        WeightMeter.Orders orders = meter.order();
        response.setIntHeader("X-MBX-ORDER-COUNT-10S", orders.tenSeconds());
        response.setIntHeader("X-MBX-ORDER-COUNT-1M", orders.minute());
        if (orders.tooMany()) {
            response.setHeader("Retry-After", Long.toString(meter.secondsLeft()));
            throw new WireError(429, -1015, "Too many new orders; current limit is 300 orders per 10 SECOND.");
        }
    }

    private void answer(HttpServletResponse response, Handling handling) throws IOException {
        int status = 200;
        Object body;
        try {
            body = handling.run();
        } catch (VenueError e) {
            status = 400;
            body = new CodeAnswer(e.code(), String.valueOf(e.getMessage()));
        } catch (WireError e) {
            status = e.status();
            body = new CodeAnswer(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.atError().addKeyValue("event", "paper_failed").setCause(e).log("the paper exchange has a fault");
            status = 500;
            body = new CodeAnswer(-1001, "Internal error; unable to process your request. Please try again.");
        }
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Work that ends in an answer, a {@link VenueError} or a {@link WireError}. */
    private interface Handling {
        Object run();
    }
}
