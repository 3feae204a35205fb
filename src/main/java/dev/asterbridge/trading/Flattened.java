package dev.asterbridge.trading;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is being closed. */
record Flattened(
        List<Closing> closing,

        @Schema(description = "Orders that could have opened something and are cancelled, by client order id")
        List<String> cancelledOrders,

        @Schema(
                description =
                        "Those that may still rest, because they could not be cancelled: send it again, or cancel "
                                + "them on AsterDEX's site; absent when it could not be read which there are")
        @Nullable
        List<String> restingOrders,

        @Schema(description = "What to look at; absent when all is well") @Nullable
        String note) {

    /** A close on record. */
    @Schema(name = "FlattenedPosition")
    record Closing(
            Symbol symbol,
            PositionSide positionSide,

            @Schema(description = "What became of it is at /signals/{signal_id}")
            String signalId,

            @Schema(description = "true for one that was on record already") @Nullable
            Boolean duplicate) {}
}
