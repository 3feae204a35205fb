package dev.asterbridge.signals;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a strategy holds on a symbol, or wants to. Sizes are base asset units, negative for short. */
record StrategyState(
        @Schema(description = "empty for the one without a name", example = "breakout")
        String strategy,

        Symbol symbol,

        @Schema(description = "absent where nothing is held") @Nullable
        PositionSide positionSide,

        @Schema(example = "0.01") BigDecimal held,

        @Schema(
                description =
                        "what its newest message said that it holds; absent where it never said so, or was closed since",
                example = "0.01")
        @Nullable
        BigDecimal wanted,

        @Schema(
                description = "how what is held ends, counted from exits_from; absent where nobody said",
                example = "stop 2%; take 4% x 100")
        @Nullable
        String exits,

        @Nullable BigDecimal exitsFrom) {}
