package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /signals}: what became of alerts. */
@RestController
@RequestMapping("/signals")
@Tag(name = "Signals", description = "What became of alerts")
class SignalsController {

    private static final int MOST = 500;

    private final Stories stories;

    SignalsController(Stories stories) {
        this.stories = stories;
    }

    @GetMapping
    @Operation(operationId = "listSignals", summary = "Alerts on record, newest first")
    List<SignalSummary> newest(
            @RequestParam(required = false) @Parameter(example = "BTCUSDT") @Nullable Symbol symbol,
            @RequestParam(required = false)
                    @Parameter(
                            description =
                                    "Only those received before this time, ms since the epoch; to go further back")
                    @Nullable
                    Long before,
            @RequestParam(defaultValue = "50") @Parameter(description = "1 to 500") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.badField("limit", Integer.toString(limit), "must be a whole number from 1 to " + MOST));
        }
        return stories.newest(symbol, before == null ? null : Instant.ofEpochMilli(before), limit);
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getSignal",
            summary = "The whole story of one alert",
            description = "When it came, what was decided and why, every request to the exchange, every fill.")
    SignalStory story(@PathVariable @Parameter(example = "t7k3m6rpdjryv6lget6kpv") String id) {
        return stories.of(id)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "SIGNAL_NOT_FOUND",
                        "No alert of that id is on record; an answer to an alert names it as signal_id")));
    }
}
