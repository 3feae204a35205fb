package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.SignalOutcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /webhook}: where alerts come in. */
@RestController
@RequestMapping("/webhook")
@Tag(name = "Webhook", description = "Alerts in, orders out")
class WebhookController {

    private final WebhookService webhook;

    WebhookController(WebhookService webhook) {
        this.webhook = webhook;
    }

    /** Reads the stream itself: the content type of an alert says nothing, and curl's default would be read as a form. */
    @PostMapping("/tradingview")
    @Operation(
            summary = "Open, increase, decrease or close a position",
            description = "The body is read as JSON whatever the content type says. The answer waits for the exchange, "
                    + "but not beyond what TradingView bears; 202 means that the outcome is not proven yet.")
    @Parameter(in = ParameterIn.HEADER, name = "X-Webhook-Secret", description = "For senders that can set headers")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TradingViewAlert.class),
                            examples = {
                                @ExampleObject(name = "open at market", value = """
                                        {"action":"open","symbol":"BTCUSDT.P","side":"BUY","quantity":"0.01"}"""),
                                @ExampleObject(name = "open at a limit", value = """
                                        {"action":"open","symbol":"ETHUSDT.P","side":"SELL","quantity":"0.5",\
                                        "order_type":"LIMIT","price":"3500"}"""),
                                @ExampleObject(name = "increase", value = """
                                        {"action":"increase","symbol":"BTCUSDT.P","quantity":"0.01"}"""),
                                @ExampleObject(name = "decrease", value = """
                                        {"action":"decrease","symbol":"BTCUSDT.P","quantity":"0.005"}"""),
                                @ExampleObject(name = "close", value = """
                                        {"action":"close","symbol":"BTCUSDT.P"}""")
                            }))
    @ApiResponse(responseCode = "200", description = "The exchange has the order")
    @ApiResponse(responseCode = "202", description = "Sent or still waiting; not proven yet")
    ResponseEntity<WebhookAnswer> tradingView(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return switch (webhook.take(request, request.getInputStream().readAllBytes())) {
            case SignalOutcome.Executed executed -> ResponseEntity.ok(WebhookAnswer.of(executed));
            case SignalOutcome.Pending pending -> ResponseEntity.accepted().body(WebhookAnswer.of(pending));
            case SignalOutcome.Refused refused -> throw new ProblemException(toBeSentAgain(refused.problem()));
        };
    }

    /**
     * TradingView sends an alert again after a 503, but not after a 504 or a 429. Where the exchange was only too slow or
     * too busy, nothing was ordered, and the alert deserves another chance.
     */
    private static Problem toBeSentAgain(Problem problem) {
        return problem.status() == 504 || problem.status() == 429
                ? new Problem(
                        503, problem.error(), problem.detail(), problem.code(), problem.retryAfter(), problem.fields())
                : problem;
    }
}
