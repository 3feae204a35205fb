package dev.asterbridge.positions;

import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /positions}: what the account holds. */
@RestController
@RequestMapping("/positions")
@Tag(name = "Positions", description = "What the account holds, and how it is backed")
class PositionsController {

    private final PositionService positions;

    PositionsController(PositionService positions) {
        this.positions = positions;
    }

    @GetMapping
    @Operation(operationId = "listPositions", summary = "Every position that is not flat")
    List<Position> positions() {
        return positions.open();
    }

    @GetMapping("/{symbol}")
    @Operation(operationId = "getPosition", summary = "One symbol's position; 404 when flat")
    Position position(
            @PathVariable @Parameter(example = "BTCUSDT") Symbol symbol,
            @RequestParam(name = "position_side", required = false)
                    @Parameter(description = "LONG or SHORT, when both are open in hedge mode")
                    @Nullable
                    PositionSide positionSide) {
        return positions.open(symbol, positionSide);
    }

    @PostMapping("/{symbol}/leverage")
    @Operation(operationId = "setLeverage", summary = "Set the leverage, up to what the symbol allows")
    LeverageChange leverage(
            @PathVariable @Parameter(example = "BTCUSDT") Symbol symbol, @Valid @RequestBody LeverageWish wish) {
        return positions.setLeverage(symbol, wish.asNumber());
    }

    @PostMapping("/{symbol}/margin-type")
    @Operation(
            operationId = "setMarginType",
            summary = "Set the margin type; 409 while the symbol has an open order or position")
    MarginTypeSet marginType(
            @PathVariable @Parameter(example = "BTCUSDT") Symbol symbol, @Valid @RequestBody MarginTypeWish wish) {
        positions.setMarginType(symbol, wish.marginType());
        return new MarginTypeSet(symbol, wish.marginType());
    }

    @Schema(name = "LeverageRequest")
    record LeverageWish(
            @NotNull(message = "is missing: give a whole number from 1 to 125")
            @Schema(
                    type = "integer",
                    minimum = "1",
                    maximum = "125",
                    description = "a number, or a text such as 20x",
                    example = "20")
            String leverage) {

        /** @throws ProblemException 400 when it is none */
        int asNumber() {
            try {
                return MarginTerms.leverage(leverage);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.badField("leverage", leverage, String.valueOf(e.getMessage())));
            }
        }
    }

    @Schema(name = "MarginTypeRequest")
    record MarginTypeWish(
            @NotNull(message = "is missing: give ISOLATED or CROSSED")
            MarginType marginType) {}

    @Schema(name = "MarginTypeChange")
    record MarginTypeSet(Symbol symbol, MarginType marginType) {}
}
