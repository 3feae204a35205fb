package dev.asterbridge.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a strategy's alert, for the document of the API; {@link Strategy} reads them. */
@Schema(description = "Keys and words in upper or lower case; numbers as numbers or strings.")
record StrategyAlert(
        @Schema(
                description = "As on the chart: {{ticker}}",
                example = "BTCUSDT.P",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String symbol,

        @Schema(description = "What is to be held, negative for short: {{strategy.position_size}}", example = "0.01")
        @Nullable
        String positionSize,

        @Schema(description = "The same as long, short or flat: {{strategy.market_position}}", example = "long")
        @Nullable
        String marketPosition,

        @Schema(description = "and a size without sign: {{strategy.market_position_size}}", example = "0.01") @Nullable
        String marketPositionSize,

        @Schema(description = "What was held before: {{strategy.prev_market_position}}", example = "flat") @Nullable
        String prevMarketPosition,

        @Schema(description = "and its size: {{strategy.prev_market_position_size}}", example = "0") @Nullable
        String prevMarketPositionSize,

        @Schema(description = "buy or sell; decides nothing", example = "buy") @Nullable
        String orderAction,

        @Schema(description = "Of the order; decides nothing", example = "0.01") @Nullable
        String contracts,

        @Schema(description = "A note: {{strategy.order.comment}}") @Nullable
        String comment,

        @JsonUnwrapped CommonFields common) {}
