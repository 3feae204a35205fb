package dev.asterbridge.webhook;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Adjustment;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an alert would come to now, had it been sent to the webhook. */
record Previewed(
        @Schema(description = "Whether there would be an order", example = "true")
        boolean wouldOrder,

        @Schema(example = "open BUY 0.01 at market") String signal,
        @Schema(example = "BTCUSDT") String symbol,

        @Schema(description = "When it was fired, as it says itself") @Nullable
        Instant time,

        @Schema(
                description =
                        "The order exactly as it would be sent, without name and signature; absent when there would be none")
        @Nullable
        Sent order,

        @Schema(description = "What would be changed to fit the symbol's rules") @Nullable
        Map<String, Adjustment> adjusted,

        @Schema(description = "Why there would be no order; absent when there would be one") @Nullable
        Reason problem) {

    /** The parameters of the order, by AsterDEX's names. */
    record Sent(
            String symbol,
            String side,
            String positionSide,
            String type,
            String quantity,
            @Nullable String price,
            @Nullable String timeInForce,
            boolean reduceOnly) {

        static Sent of(OrderRequest order) {
            return new Sent(
                    order.symbol().name(),
                    order.side().name(),
                    order.positionSide().name(),
                    order.type().name(),
                    order.quantity().toString(),
                    order.price() == null ? null : order.price().toString(),
                    order.price() == null ? null : "GTC",
                    order.reduceOnly() && order.positionSide() == PositionSide.BOTH);
        }
    }

    /** What the alert would be answered. */
    record Reason(int status, String error, String detail) {

        static Reason of(Problem problem) {
            return new Reason(problem.status(), problem.error(), problem.detail());
        }
    }

    static Previewed of(Alert alert, Preview preview) {
        OrderRequest order = preview.order();
        Problem problem = preview.problem();
        return new Previewed(
                order != null,
                alert.signal().intent().toString(),
                alert.signal().symbol().name(),
                alert.firedAt(),
                order == null ? null : Sent.of(order),
                preview.adjusted().isEmpty() ? null : preview.adjusted(),
                problem == null ? null : Reason.of(problem));
    }
}
