package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Receipt;
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
import java.net.URI;
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
            description = "The body is read as JSON whatever the content type says. The alert is on record before "
                    + "anything is done. The answer then waits for the outcome, but not beyond what TradingView bears; 202 "
                    + "means that it is not known yet.")
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
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Idempotency-Key",
            description = "Yours, another one for every alert: a copy within 7 days gets the first answer")
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "respond-async: answer as soon as it is on record")
    @ApiResponse(responseCode = "202", description = "On record; what became of it is at Location")
    @ApiResponse(responseCode = "503", description = "Not on record: send it again")
    ResponseEntity<WebhookAnswer> tradingView(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Receipt receipt = webhook.take(request, request.getInputStream().readAllBytes());
        request.setAttribute(Answered.SIGNAL, receipt.id());
        URI story = URI.create("/signals/" + receipt.id());
        return switch (receipt.outcome()) {
            case SignalOutcome.Executed executed ->
                ResponseEntity.ok().location(story).body(WebhookAnswer.of(receipt, executed));
            case SignalOutcome.Pending pending ->
                ResponseEntity.accepted().location(story).body(WebhookAnswer.of(receipt, pending));
            case SignalOutcome.Refused refused -> throw refusal(receipt, refused.problem());
        };
    }

    private static ProblemException refusal(Receipt receipt, Problem problem) {
        ProblemException refusal = new ProblemException(problem);
        refusal.getBody().setProperty("signal_id", receipt.id());
        refusal.getBody().setProperty("identified_by", receipt.identifiedBy());
        if (receipt.duplicate()) {
            refusal.getBody().setProperty("duplicate", true);
        }
        String hint = WebhookAnswer.hint(receipt);
        if (hint != null) {
            refusal.getBody().setProperty("hint", hint);
        }
        return refusal;
    }
}
