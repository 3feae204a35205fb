package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /signals/shadow}: what was done with money beside what was done on paper. */
@RestController
@RequestMapping("/signals")
@Tag(name = "Signals", description = "What became of alerts")
class ShadowController {

    private static final int MOST = 500;

    private final Comparer comparer;

    ShadowController(Comparer comparer) {
        this.comparer = comparer;
    }

    @GetMapping("/shadow")
    @Operation(
            operationId = "compareShadow",
            summary = "Live and paper side by side",
            description =
                    "With SHADOW=true every live alert is run on a paper venue, too, with its exits. Newest first: "
                            + "fills, slippage against the mark price and latency of both, exits that have gone off, what "
                            + "differs, and mean and worst over all that are listed. Without it, what was compared before.")
    Comparison newest(
            @RequestParam(required = false) @Parameter(example = "BTCUSDT") @Nullable Symbol symbol,
            @RequestParam(defaultValue = "50") @Parameter(description = "1 to 500") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.badField("limit", Integer.toString(limit), "must be a whole number from 1 to " + MOST));
        }
        return comparer.newest(symbol, limit);
    }
}
