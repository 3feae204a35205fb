package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.web.bind.annotation.RestController;

/** {@code /signals/preview}: tries an alert without doing it. In this room because it has to be read like one. */
@RestController
@Tag(name = "Signals", description = "What became of alerts")
class PreviewController {

    private final WebhookService webhook;

    PreviewController(WebhookService webhook) {
        this.webhook = webhook;
    }

    @PostMapping("/signals/preview")
    @Operation(
            operationId = "previewAlert",
            summary = "What an alert would come to, without doing it",
            description =
                    "Takes the text of any alert, needs no webhook secret, puts nothing on record and orders nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(oneOf = {TradingViewAlert.class, StrategyAlert.class}),
                            examples = {
                                @ExampleObject(name = "open with a stop, 1 % at risk", value = """
                                        {"action":"open","symbol":"ETHUSDT.P","side":"BUY","quantity":"1%r",\
                                        "stop_loss":"2%"}"""),
                                @ExampleObject(name = "hold what a strategy holds", value = """
                                        {"symbol":"BTCUSDT.P","position_size":"-0.02","strategy":"my strategy"}"""),
                                @ExampleObject(name = "a message for TradersPost", value = """
                                        {"ticker":"ETHUSDT.P","action":"buy","quantity":"0.1"}""")
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "What it would come to; of several actions a list, each as if it came alone",
            content = @Content(schema = @Schema(oneOf = {Previewed.class, Previewed.Several.class})))
    ResponseEntity<?> preview(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        WebhookService.Previews previews =
                webhook.preview(request, request.getInputStream().readAllBytes());
        return ResponseEntity.ok(
                previews.several()
                        ? new Previewed.Several(previews.signals())
                        : previews.signals().getFirst());
    }
}
