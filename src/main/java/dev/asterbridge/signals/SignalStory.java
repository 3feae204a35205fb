package dev.asterbridge.signals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.asterbridge.orders.PlacedOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is on record about one alert. */
record SignalStory(
        @JsonUnwrapped SignalSummary summary,

        @Schema(description = "The message, in one fixed order of fields and without secrets")
        String body,

        Durations durations,
        List<PlacedOrder> orders,
        List<Event> events) {

    /** In milliseconds; absent where it has not come to that. */
    @Schema(name = "SignalDurations")
    record Durations(
            @Schema(description = "From being fired to being received; TradingView tells whole seconds") @Nullable
            Long firedToReceivedMs,

            @Schema(description = "From being received to the first request being on record") @Nullable
            Long receivedToOrderedMs,

            @Schema(description = "From the first request being on record to its outcome") @Nullable
            Long orderedToOutcomeMs,

            @Schema(description = "From being received to being decided") @Nullable
            Long receivedToDecidedMs) {}

    /** One thing that happened. */
    @Schema(name = "SignalEvent")
    record Event(
            Instant at,
            String kind,
            @Schema(implementation = Object.class) Object data) {}
}
