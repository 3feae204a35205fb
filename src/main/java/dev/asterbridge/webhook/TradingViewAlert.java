package dev.asterbridge.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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

        @Schema(description = "LONG or SHORT, where the account holds both (hedge mode)", example = "LONG") @Nullable
        String positionSide,

        @Schema(
                description =
                        "Of a cancel: the client_order_id of one order, or the signal_id of the alert it came from")
        @Nullable
        String cancelId,

        @JsonUnwrapped CommonFields common) {}
