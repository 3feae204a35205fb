package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields that a plain alert and a strategy's have in common, for the document of the API. */
record CommonFields(
        @Schema(description = "MARKET, which is the default, LIMIT, STOP or TRAILING", example = "MARKET") @Nullable
        String orderType,

        @Schema(description = "The limit, also of a STOP; with MARKET it is only noted", example = "65000") @Nullable
        String price,

        @Schema(description = "The price that triggers a STOP") @Nullable
        String stopPrice,

        @Schema(description = "Of a LIMIT: GTC, which is the default, IOC, FOK or GTX") @Nullable
        String timeInForce,

        @Schema(description = "How far from the mark price a MARKET order may be filled, in percent") @Nullable
        String maxSlippage,

        @Schema(description = "By how much the price has to turn for a TRAILING order, 0.1 to 4 percent") @Nullable
        String trailPercent,

        @Schema(description = "From where on a TRAILING order follows the price; at once if absent") @Nullable
        String activationPrice,

        @Schema(description = "With how much leverage it is to be opened, 1 to what the symbol allows", example = "20")
        @Nullable
        String leverage,

        @Schema(description = "ISOLATED or CROSSED") @Nullable
        String marginType,

        @Schema(
                description = "How long a LIMIT, STOP or TRAILING may rest: seconds, or 90s, 5m, 2h, 1d",
                example = "15m")
        @Nullable
        String expireAfter,

        @Schema(description = "Where it is given up: a price, 2% or 500 away from the price of entry", example = "2%")
        @Nullable
        String stopLoss,

        @Schema(description = "The same as a price") @Nullable
        String stopLossPrice,

        @Schema(description = "The same in percent") @Nullable
        String stopLossPercent,

        @Schema(description = "The same as a distance") @Nullable
        String stopLossDistance,

        @Schema(
                description = "Where it is taken with a profit, at several levels with the share of each in percent; "
                        + "also a list, of texts or of objects with price, percent or distance, and share",
                example = "2% x 50; 4% x 50")
        @Nullable
        String takeProfit,

        @Schema(description = "One level as a price") @Nullable
        String takeProfitPrice,

        @Schema(description = "One level in percent") @Nullable
        String takeProfitPercent,

        @Schema(description = "One level as a distance") @Nullable
        String takeProfitDistance,

        @Schema(description = "How far behind the price a stop follows, 0.1 to 4 percent") @Nullable
        String trailingStop,

        @Schema(description = "From where on it follows; at once if absent") @Nullable
        String trailingActivation,

        @Schema(description = "How far the price has to come for the stop to move to the price of entry") @Nullable
        String breakEven,

        @Schema(description = "Whose position is meant, where there are several on the symbol", example = "my strategy")
        @Nullable
        String strategy,

        @Schema(description = "When it was fired: {{timenow}}") @Nullable
        String time,

        @Schema(description = "Part of what makes it the same alert: {{strategy.order.id}}") @Nullable
        String id,

        @Schema(description = "How long after its time it is worth something at most: seconds, or 90s, 5m, 2h, 1d")
        @Nullable
        String maxLag,

        @Schema(description = "A webhook secret, unless sent in the header X-Webhook-Secret") @Nullable
        String webhookSecret) {}
