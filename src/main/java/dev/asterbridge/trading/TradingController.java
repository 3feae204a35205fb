package dev.asterbridge.trading;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /trading}: what may be opened at all, and the switch. */
@RestController
@RequestMapping("/trading")
@Tag(name = "Trading", description = "Limits, how much of them is used, and the switch that ends trading")
class TradingController {

    private static final String BY_HAND = "by hand";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,100}");

    private final TradingService trading;

    TradingController(TradingService trading) {
        this.trading = trading;
    }

    @GetMapping
    @Operation(operationId = "getTrading", summary = "Halts in force, limits, and how much of them is used")
    TradingState state() {
        return trading.state();
    }

    @PostMapping("/halt")
    @Operation(
            operationId = "haltTrading",
            summary = "Open nothing new, until you resume",
            description =
                    "For everything, one symbol or one strategy. Holds for every instance from the next order on, "
                            + "and after a restart. Exits are carried out; orders that rest stay.")
    TradingState halt(
            @Valid @RequestBody(required = false) @Nullable Wish wish,
            @Parameter(hidden = true) HttpServletRequest request) {
        Wish asked = said(wish, Wish.NONE, request);
        return trading.halt(asked.scope(), asked.reason(), request.getRemoteAddr());
    }

    @PostMapping("/resume")
    @Operation(
            operationId = "resumeTrading",
            summary = "Let new exposure again",
            description = "Lifts halts of just that scope, those of limits, too. 409 while the account's loss is still "
                    + "over a limit; with reset_peak it counts anew.")
    TradingState resume(
            @Valid @RequestBody(required = false) @Nullable Resumption wish,
            @Parameter(hidden = true) HttpServletRequest request) {
        Resumption asked = said(wish, Resumption.NONE, request);
        return trading.resume(asked.scope(), asked.reason(), request.getRemoteAddr(), asked.resetsPeak());
    }

    @PostMapping("/flatten")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "flattenTrading",
            summary = "Open nothing new and close everything",
            description =
                    "Halts, cancels orders that could still open something, then puts one close on record for each "
                            + "open position. What became of each is at /signals/{signal_id}. Orders that can only reduce stay.")
    @ApiResponse(responseCode = "202", description = "Halted; the closes are on record")
    @ApiResponse(responseCode = "503", description = "Not everything is on record: send it again")
    Flattened flatten(
            @Valid @RequestBody(required = false) @Nullable Wish wish,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Parameter(description = "Yours: a repeat within 7 days closes nothing twice")
                    @Nullable
                    String key,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ProblemException(
                    Problem.badField("Idempotency-Key", key, "must be 1 to 100 printable characters"));
        }
        Wish asked = said(wish, Wish.NONE, request);
        return trading.flatten(asked.scope(), asked.reason(), request.getRemoteAddr(), key);
    }

    /** No body means everything; one that says null does not. */
    private static <T> T said(@Nullable T body, T everything, HttpServletRequest request) {
        if (body == null && request.getContentLengthLong() > 0) {
            throw new ProblemException(
                    Problem.badField("body", "null", "must not be null: leave it out to mean everything"));
        }
        return body == null ? everything : body;
    }

    /** What is meant, everything when neither is given, and why. */
    @Schema(name = "TradingRequest")
    record Wish(
            @Schema(description = "only this symbol") @JsonDeserialize(using = Said.class) @Nullable
            Symbol symbol,

            @Schema(description = "only this strategy", example = "breakout")
            @JsonDeserialize(using = Said.class)
            @Nullable
            String strategy,

            @Schema(example = "news at 14:30") @Size(max = 200, message = "must have at most 200 characters") @Nullable
            String why) {

        static final Wish NONE = new Wish(null, null, null);

        Scope scope() {
            return TradingController.scope(symbol, strategy);
        }

        String reason() {
            return why == null || why.isBlank() ? BY_HAND : why.strip();
        }
    }

    /** The same, and whether losses count from now on. */
    @Schema(name = "ResumeRequest")
    record Resumption(
            @Schema(description = "only this symbol") @JsonDeserialize(using = Said.class) @Nullable
            Symbol symbol,

            @Schema(description = "only this strategy", example = "breakout")
            @JsonDeserialize(using = Said.class)
            @Nullable
            String strategy,

            @Schema(example = "looked into it") @Size(max = 200, message = "must have at most 200 characters") @Nullable
            String why,

            @Schema(
                    description =
                            "whether the day's loss and the drawdown count from now on; also after money was moved")
            @Nullable
            Boolean resetPeak) {

        static final Resumption NONE = new Resumption(null, null, null, null);

        /** @throws ProblemException 400 when peak and part of the account are named together */
        Scope scope() {
            Scope scope = TradingController.scope(symbol, strategy);
            if (resetsPeak() && !scope.equals(Scope.ACCOUNT)) {
                throw new ProblemException(Problem.badField(
                        "reset_peak", "true", "is about the whole account: leave symbol and strategy out"));
            }
            return scope;
        }

        String reason() {
            return new Wish(null, null, why).reason();
        }

        boolean resetsPeak() {
            return Boolean.TRUE.equals(resetPeak);
        }
    }

    private static Scope scope(@Nullable Symbol symbol, @Nullable String strategy) {
        if (symbol != null && strategy != null) {
            throw new ProblemException(
                    Problem.badField("strategy", strategy, "must not be given together with symbol"));
        }
        if (strategy == null) {
            return symbol == null ? Scope.ACCOUNT : Scope.of(symbol);
        }
        try {
            return Scope.ofStrategy(strategy);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badField("strategy", strategy, String.valueOf(e.getMessage())));
        }
    }
}
