package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An alert's message: the text of its fields as they came; absent where they did not. */
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

        @Schema(description = "Base asset units; needed by all but close, rounded down to the step", example = "0.01")
        @Nullable
        String quantity,

        @Schema(description = "MARKET, which is the default, or LIMIT", example = "MARKET") @Nullable
        String orderType,

        @Schema(description = "The limit; with MARKET it is only noted", example = "65000") @Nullable
        String price,

        @Schema(description = "LONG or SHORT, where the account holds both (hedge mode)", example = "LONG") @Nullable
        String positionSide,

        @Schema(description = "The WEBHOOK_SECRET, unless sent in the header X-Webhook-Secret") @Nullable
        String webhookSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "TradingViewAlert[action=%s, symbol=%s, side=%s, quantity=%s, orderType=%s, price=%s, positionSide=%s]"
                .formatted(action, symbol, side, quantity, orderType, price, positionSide);
    }
}
