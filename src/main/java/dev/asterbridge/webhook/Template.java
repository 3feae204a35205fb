package dev.asterbridge.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** A message to copy into TradingView's dialog; all it wants is the secret and the size. */
@Schema(name = "AlertTemplate")
record Template(
        @Schema(example = "open long") String name,

        @Schema(description = "indicator or strategy: where its placeholders are replaced", example = "indicator")
        @JsonProperty("for")
        String script,

        @Schema(example = "/webhook/tradingview") String endpoint,

        @Schema(description = "The text of the alert's message")
        String message) {}
