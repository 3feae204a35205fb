package dev.asterbridge.shadow;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts side by side, newest first, and what they come to together. */
@Schema(name = "ShadowComparison")
record Comparison(
        @Schema(description = "Whether alerts are run on paper now, which SHADOW=true says")
        boolean running,

        @Schema(description = "Over the alerts listed here") Summary summary,
        List<Compared> signals) {

    /** Over several alerts; a spread is absent where there is nothing to take it over. */
    @Schema(name = "ShadowSummary")
    record Summary(
            int count,

            @Schema(description = "How many were filled on both and can be compared")
            int compared,

            @Schema(description = "How many the shadow could not try, or dropped")
            int missed,

            @Schema(description = "How much worse the live price was than the shadow's") @Nullable
            Bps priceBps,

            @Schema(description = "Live price against the mark price") @Nullable
            Bps liveSlippageBps,

            @Schema(description = "Shadow price against the mark price") @Nullable
            Bps shadowSlippageBps,

            @Nullable Millis liveMs,
            @Nullable Millis shadowMs,

            @Schema(description = "Live minus shadow") @Nullable
            Millis differenceMs) {}

    /** In basis points, a hundredth of a percent. */
    @Schema(name = "SpreadInBasisPoints")
    record Bps(
            BigDecimal mean,
            @Schema(description = "The highest") BigDecimal worst) {}

    /** In milliseconds. */
    @Schema(name = "SpreadInMilliseconds")
    record Millis(
            long mean, @Schema(description = "The highest") long worst) {}
}
