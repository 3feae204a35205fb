package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one alert, in short. */
record SignalSummary(
        @Schema(example = "t7k3m6rpdjryv6lget6kpv") String id,

        @Schema(description = "waiting, executed, refused, expired, superseded or needs_person", example = "executed")
        String status,

        @Schema(type = "string", example = "BTCUSDT") Symbol symbol,
        @Schema(example = "open BUY 0.01 at market") String signal,

        @Schema(description = "What became of it") @Nullable String message,

        @Schema(description = "The name of the problem, where it was refused") @Nullable
        String error,

        @Schema(description = "The way it came in", example = "/webhook/tradingview")
        String source,

        @Schema(description = "The address it came from") String sender,

        @Schema(description = "What a copy of it is recognised by: key, time, id or nothing")
        String identifiedBy,

        @Schema(description = "How often it came in") int deliveries,

        @Schema(description = "When it was fired, as it says itself") @Nullable
        Instant firedAt,

        Instant receivedAt,

        @Schema(description = "From when on nothing new is started for it")
        Instant expiresAt,

        @Schema(description = "When an answer on it left") @Nullable
        Instant answeredAt,

        @Nullable Instant decidedAt) {}
