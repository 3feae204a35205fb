package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a plain alert, for the document of the API; {@link Plain} reads them. */
@Schema(name = "Alert", description = "Keys and words in upper or lower case; numbers as numbers or strings.")
record TradingViewAlert(
        @Schema(
                description = "open, increase, decrease, close or cancel",
                example = "open",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String action,

        @Schema(description = "As on the chart: BTCUSDT, BTCUSDT.P, BINANCE:BTCUSDT.P, BTC/USDT", example = "BTCUSDT.P")
        @Nullable
        String symbol,

        @Schema(description = "BUY or SELL; needed by open", example = "BUY") @Nullable
        String side,

        @Schema(
                description =
                        "0.01 of the base asset, 100 USDT worth of it, 5% of the equity, 50%p of the position, or 1%r "
                                + "of the equity at risk until stop_loss; needed by all but close and cancel, rounded down to the step",
                example = "0.01")
        @Nullable
        String quantity,

        @Schema(
                description = "What a bare quantity counts: contracts, quote, percent_of_equity, percent_of_position, "
                        + "percent_at_risk")
        @Nullable
        String quantityType,

        @Schema(description = "Instead of quantity: what it is to be worth in the quote asset") @Nullable
        String quoteQuantity,

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

        @Schema(description = "LONG or SHORT, where the account holds both (hedge mode)", example = "LONG") @Nullable
        String positionSide,

        @Schema(description = "With how much leverage it is to be opened, 1 to what the symbol allows", example = "20")
        @Nullable
        String leverage,

        @Schema(description = "ISOLATED or CROSSED") @Nullable
        String marginType,

        @Schema(description = "Whose position is meant, where there are several on the symbol", example = "my strategy")
        @Nullable
        String strategy,

        @Schema(
                description =
                        "Of a cancel: the client_order_id of one order, or the signal_id of the alert it came from")
        @Nullable
        String cancelId,

        @Schema(description = "When it was fired: {{timenow}}") @Nullable
        String time,

        @Schema(description = "Part of what makes it the same alert") @Nullable
        String id,

        @Schema(description = "How many seconds after its time it is worth something at most") @Nullable
        String maxLag,

        @Schema(description = "A webhook secret, unless sent in the header X-Webhook-Secret") @Nullable
        String webhookSecret) {}
