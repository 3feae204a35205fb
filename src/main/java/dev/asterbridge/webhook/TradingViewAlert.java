package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a plain alert, for the document of the API; {@link Plain} reads them. */
@Schema(name = "Alert", description = "Keys and words in upper or lower case; numbers as numbers or strings.")
record TradingViewAlert(
        @Schema(
                description = "open, increase, decrease or close",
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
                description = "0.01 of the base asset, 100 USDT worth of it, 5% of the equity or 50%p of the position; "
                        + "needed by all but close, rounded down to the step",
                example = "0.01")
        @Nullable
        String quantity,

        @Schema(description = "What a bare quantity counts: contracts, quote, percent_of_equity, percent_of_position")
        @Nullable
        String quantityType,

        @Schema(description = "Instead of quantity: what it is to be worth in the quote asset") @Nullable
        String quoteQuantity,

        @Schema(description = "MARKET, which is the default, LIMIT or STOP", example = "MARKET") @Nullable
        String orderType,

        @Schema(description = "The limit, also of a STOP; with MARKET it is only noted", example = "65000") @Nullable
        String price,

        @Schema(description = "The price that triggers a STOP") @Nullable
        String stopPrice,

        @Schema(description = "Of a LIMIT: GTC, which is the default, IOC, FOK or GTX") @Nullable
        String timeInForce,

        @Schema(description = "How far from the mark price a MARKET order may be filled, in percent") @Nullable
        String maxSlippage,

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

        @Schema(description = "When it was fired: {{timenow}}") @Nullable
        String time,

        @Schema(description = "Part of what makes it the same alert") @Nullable
        String id,

        @Schema(description = "How many seconds after its time it is worth something at most") @Nullable
        String maxLag,

        @Schema(description = "A webhook secret, unless sent in the header X-Webhook-Secret") @Nullable
        String webhookSecret) {}
