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
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /webhook}: where alerts come in. */
@RestController
@RequestMapping("/webhook")
@Tag(name = "Webhook", description = "Alerts in, orders out")
class WebhookController {

    private static final String FORMS =
            "The body is read as JSON whatever the content type says, or as pairs such as action=close;symbol=BTCUSDT. "
                    + "Several actions in an array are done in order. Which dialect it is in is told by its fields. ";

    private static final String ON_RECORD =
            "The alert is on record before anything is done. The answer then waits for the outcome, but not beyond what "
                    + "TradingView bears; 202 means that it is not known yet.";

    private static final String KEY =
            "Yours, another one for every message: a copy within 7 days gets the first answer";

    private static final String ASYNC = "respond-async: answer as soon as it is on record";
    private static final String DONE = "The exchange has the order, or needs none; of several: all is done";
    private static final String PENDING = "On record; what became of it is at Location, or at /signals/{id} of each";
    private static final String NOT_TAKEN = "Not on record, or not all of it: send it again";

    private final WebhookService webhook;

    WebhookController(WebhookService webhook) {
        this.webhook = webhook;
    }

    @PostMapping("/tradingview")
    @Operation(
            operationId = "sendAlert",
            summary = "Open, increase, decrease or close a position, or cancel what rests",
            description = FORMS + ON_RECORD)
    @Parameter(
            in = ParameterIn.HEADER,
            name = "X-Webhook-Secret",
            description = "The webhook's secret, for senders that can set headers")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = KEY)
    @Parameter(in = ParameterIn.HEADER, name = "Prefer", description = ASYNC)
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
                                @ExampleObject(name = "open what 5 % of the equity buy", value = """
                                        {"action":"open","symbol":"BTCUSDT.P","side":"BUY","quantity":"5%"}"""),
                                @ExampleObject(
                                        name = "open with a stop and two take-profits, 1 % at risk",
                                        value = """
                                        {"action":"open","symbol":"ETHUSDT.P","side":"BUY","quantity":"1%r",\
                                        "stop_loss":"2%","take_profit":"2% x 50; 4% x 50","break_even":"2%"}"""),
                                @ExampleObject(name = "open with 5x and a margin of its own", value = """
                                        {"action":"open","symbol":"SOLUSDT.P","side":"BUY","quantity":"100 USDT",\
                                        "leverage":"5","margin_type":"ISOLATED"}"""),
                                @ExampleObject(name = "increase", value = """
                                        {"action":"increase","symbol":"BTCUSDT.P","quantity":"0.01"}"""),
                                @ExampleObject(name = "decrease", value = """
                                        {"action":"decrease","symbol":"BTCUSDT.P","quantity":"0.005"}"""),
                                @ExampleObject(name = "close", value = """
                                        {"action":"close","symbol":"BTCUSDT.P"}"""),
                                @ExampleObject(name = "cancel what rests", value = """
                                        {"action":"cancel","symbol":"BTCUSDT.P"}"""),
                                @ExampleObject(name = "close, then open", value = """
                                        [{"action":"close","symbol":"BTCUSDT.P"},\
                                        {"action":"open","symbol":"BTCUSDT.P","side":"SELL","quantity":"0.01"}]""")
                            }))
    @ApiResponse(
            responseCode = "200",
            description = DONE,
            content = @Content(schema = @Schema(oneOf = {WebhookAnswer.class, WebhookAnswers.class})))
    @ApiResponse(
            responseCode = "202",
            description = PENDING,
            content = @Content(schema = @Schema(oneOf = {WebhookAnswer.class, WebhookAnswers.class})))
    @ApiResponse(
            responseCode = "503",
            description = NOT_TAKEN,
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> tradingView(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return take(request);
    }

    @PostMapping("/tradingview-strategy")
    @Operation(
            operationId = "sendStrategyAlert",
            summary = "Hold what a strategy holds",
            description =
                    "The position is brought to where the strategy says it is after its order, in one message also "
                            + "where it changes sides. " + FORMS + ON_RECORD)
    @Parameter(
            in = ParameterIn.HEADER,
            name = "X-Webhook-Secret",
            description = "The webhook's secret, for senders that can set headers")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = KEY)
    @Parameter(in = ParameterIn.HEADER, name = "Prefer", description = ASYNC)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = StrategyAlert.class),
                            examples = {
                                @ExampleObject(name = "long", value = """
                                        {"order_action":"buy","symbol":"BTCUSDT.P","contracts":"0.01",\
                                        "position_size":"0.01","strategy":"my strategy"}"""),
                                @ExampleObject(name = "now short, with a stop", value = """
                                        {"order_action":"sell","symbol":"BTCUSDT.P","contracts":"0.03",\
                                        "position_size":"-0.02","prev_market_position":"long",\
                                        "prev_market_position_size":"0.01","stop_loss":"2%","strategy":"my strategy"}"""),
                                @ExampleObject(name = "flat", value = """
                                        {"order_action":"sell","symbol":"BTCUSDT.P","contracts":"0.01",\
                                        "market_position":"flat","market_position_size":"0","strategy":"my strategy"}""")
                            }))
    @ApiResponse(
            responseCode = "200",
            description = DONE,
            content = @Content(schema = @Schema(oneOf = {WebhookAnswer.class, WebhookAnswers.class})))
    @ApiResponse(
            responseCode = "202",
            description = PENDING,
            content = @Content(schema = @Schema(oneOf = {WebhookAnswer.class, WebhookAnswers.class})))
    @ApiResponse(
            responseCode = "503",
            description = NOT_TAKEN,
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> tradingViewStrategy(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return take(request);
    }

    /** Reads the stream itself: the content type of an alert says nothing, and curl's default would be read as a form. */
    private ResponseEntity<?> take(HttpServletRequest request) throws IOException {
        WebhookService.Delivery delivery =
                webhook.take(request, request.getInputStream().readAllBytes());
        List<Receipt> receipts = InOrder.receipts(delivery.taken());
        request.setAttribute(
                Answered.SIGNALS, receipts.stream().map(Receipt::id).toList());
        if (delivery.several()) {
            WebhookAnswers answers = WebhookAnswers.of(delivery.taken());
            return ResponseEntity.status(answers.status()).body(answers);
        }
        return answer(receipts.getFirst());
    }

    private static ResponseEntity<WebhookAnswer> answer(Receipt receipt) {
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
