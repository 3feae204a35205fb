package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One alert: what was done with money, what was done on paper, and what differs. */
@Schema(name = "ComparedSignal")
record Compared(
        @Schema(example = "t7k3m6rpdjryv6lget6kpv") String signalId,
        @Schema(type = "string", example = "BTCUSDT") Symbol symbol,
        @Schema(example = "open BUY 0.01 at market") String signal,
        Instant receivedAt,

        @Schema(description = "The mark price right after it was received, against which slippage is measured")
        @Nullable
        BigDecimal markPrice,

        @Schema(description = "With money") Result live,
        @Schema(description = "On the paper venue") Result shadow,

        @Schema(description = "Absent unless both were filled on the same side; without the exits") @Nullable
        Difference difference,

        @Schema(description = "Exits of what it opened that have gone off, on one of the two or on both")
        List<Exited> exits,

        @Schema(description = "Everything that was not the same, in sentences", example = "[]")
        List<String> differs) {

    /** What came of it on one of the two. */
    record Result(
            @Schema(
                    description =
                            "Live: executed, refused, expired, superseded or waiting. Shadow: executed, refused, superseded, failed (it "
                                    + "could not be tried), dropped (it was not tried) or copied (it was held at the start)",
                    example = "executed")
            String verdict,

            @Schema(description = "Why, or what became of it") @Nullable
            String message,

            @Schema(description = "Those that it asked for, and the exits of what they opened")
            List<Ordered> orders,

            @Schema(description = "The average price of what it asked for, where all of it is on one side") @Nullable
            BigDecimal averagePrice,

            @Schema(description = "How much worse than the mark price that is, in basis points; negative is better")
            @Nullable
            BigDecimal slippageBps,

            @Schema(
                    description =
                            "Milliseconds from being received to the last fill of what it asked for being known. Of the shadow without the time "
                                    + "in which it waited for prices, which a paper venue has at hand")
            @Nullable
            Long ms,

            @Schema(description = "Shadow only: for how long it waited for prices") @Nullable
            Long pricesMs) {}

    /** One order. */
    @Schema(name = "ComparedOrder")
    record Ordered(
            long orderId,
            String clientOrderId,

            @Schema(
                    description =
                            "stop, take-1, take-2, ..., trail, end: which of the exits it is; absent for what the alert "
                                    + "itself asked for")
            @Nullable
            String role,

            String side,
            BigDecimal quantity,
            BigDecimal filled,
            BigDecimal averagePrice,
            String status,

            @Schema(description = "Live ones are read some seconds after the order")
            List<Placed.Trade> fills) {}

    /** Live minus shadow. */
    record Difference(
            @Schema(description = "In what was filled") BigDecimal quantity,

            @Schema(
                    description =
                            "How much worse the live price was, in basis points: paid more, or got less; negative is better",
                    example = "0.42")
            BigDecimal priceBps,

            @Schema(description = "How much later") long ms) {}
}
