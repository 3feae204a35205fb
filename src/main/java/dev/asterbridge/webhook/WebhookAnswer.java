package dev.asterbridge.webhook;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.signals.Adjustment;
import dev.asterbridge.signals.SignalOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an alert came to; an alert that came to nothing is answered as a problem instead. */
record WebhookAnswer(
        @Schema(description = "true once the exchange has the order; absent while that is not proven", example = "true")
        @Nullable
        Boolean success,

        @Schema(example = "open BUY BTCUSDT: filled 0.01 at 65000.1")
        String message,

        @Schema(description = "The name under which the order can be found at the exchange")
        String clientOrderId,

        @Nullable Order order,

        @Schema(description = "What is held now; absent when flat") @Nullable
        Position position,

        @Schema(description = "What was changed to fit the symbol's rules, by field; absent when nothing was") @Nullable
        Map<String, Adjustment> adjusted) {

    static WebhookAnswer of(SignalOutcome.Executed executed) {
        return new WebhookAnswer(
                true,
                executed.message(),
                executed.order().clientOrderId(),
                executed.order(),
                executed.position(),
                executed.adjusted().isEmpty() ? null : executed.adjusted());
    }

    static WebhookAnswer of(SignalOutcome.Pending pending) {
        ClientOrderId id = pending.clientOrderId();
        return new WebhookAnswer(null, pending.message(), id.value(), null, null, null);
    }
}
