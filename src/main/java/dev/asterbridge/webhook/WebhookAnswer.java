package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.signals.Adjustment;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.SignalOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an alert came to; an alert that came to nothing is answered as a problem instead. */
record WebhookAnswer(
        @Schema(
                description =
                        "true once the exchange has the order, or none is needed; absent while that is not proven",
                example = "true")
        @Nullable
        Boolean success,

        @Schema(example = "open BUY BTCUSDT: filled 0.01 at 65000.1")
        String message,

        @Schema(
                description = "The signal's id: GET /signals/{id} tells its whole story",
                example = "t7k3m6rpdjryv6lget6kpv")
        String signalId,

        @Schema(description = "true when this alert was on record already; the answer is that of the first") @Nullable
        Boolean duplicate,

        @Schema(
                description = "What a copy of this alert would be recognised by: key, time, id or nothing",
                example = "time")
        String identifiedBy,

        @Schema(description = "How to let a copy be recognised, where it can be done better") @Nullable
        String hint,

        @Schema(
                description = "The name under which the order can be found at the exchange",
                example = "ab-t7k3m6rpdjryv6lget6kpv-1")
        @Nullable
        String clientOrderId,

        @Nullable Order order,

        @Schema(description = "What is held now; absent when flat") @Nullable
        Position position,

        @Schema(description = "What was changed to fit the symbol's rules, by field; absent when nothing was") @Nullable
        Map<String, Adjustment> adjusted)
        implements WebhookAnswers.Element {

    static WebhookAnswer of(Receipt receipt, SignalOutcome.Executed executed) {
        return new WebhookAnswer(
                true,
                executed.message(),
                receipt.id(),
                receipt.duplicate() ? true : null,
                receipt.identifiedBy(),
                hint(receipt),
                executed.order() == null ? null : executed.order().clientOrderId(),
                executed.order(),
                executed.position(),
                executed.adjusted().isEmpty() ? null : executed.adjusted());
    }

    static WebhookAnswer of(Receipt receipt, SignalOutcome.Pending pending) {
        return new WebhookAnswer(
                null,
                pending.message(),
                receipt.id(),
                receipt.duplicate() ? true : null,
                receipt.identifiedBy(),
                hint(receipt),
                null,
                null,
                null,
                null);
    }

    static @Nullable String hint(Receipt receipt) {
        return switch (receipt.identifiedBy()) {
            case "nothing" ->
                "A resend of this alert cannot always be told from a new one; add \"time\":\"{{timenow}}\" to the message";
            case "id" -> "A copy of this alert counts as new after 60 s; add \"time\":\"{{timenow}}\" to the message";
            default -> null;
        };
    }
}
