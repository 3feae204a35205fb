package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /orders}: what was ordered, what is still open, and the end of it. */
@RestController
@RequestMapping("/orders")
@Tag(name = "Orders", description = "Orders of the account, whoever placed them")
class OrdersController {

    private final OrderHistory history;
    private final OrderEnding ending;

    OrdersController(OrderHistory history, OrderEnding ending) {
        this.history = history;
        this.ending = ending;
    }

    @GetMapping
    @Operation(
            operationId = "listOrders",
            summary = "Past and open orders, newest first",
            description = "Without a symbol: every symbol with a position, an open order, or an order of this "
                    + "service in that time. Without times: the last seven days. A longer span is walked in windows.")
    List<Order> orders(
            @RequestParam(required = false) @Parameter(example = "BTCUSDT") @Nullable Symbol symbol,
            @RequestParam(required = false)
                    @Parameter(description = "Earliest creation time, ms since the epoch")
                    @Nullable
                    Long startTime,
            @RequestParam(required = false)
                    @Parameter(description = "Latest creation time, ms since the epoch")
                    @Nullable
                    Long endTime,
            @RequestParam(defaultValue = "50") @Parameter(description = "1 to 1000") int limit) {
        return listed(symbol, () -> history.past(symbol, instant(startTime), instant(endTime), limit));
    }

    @GetMapping("/open")
    @Operation(operationId = "listOpenOrders", summary = "Open orders, newest first")
    List<Order> open(@RequestParam(required = false) @Parameter(example = "BTCUSDT") @Nullable Symbol symbol) {
        return listed(symbol, () -> history.open(symbol));
    }

    @DeleteMapping("/{clientOrderId}")
    @Operation(
            operationId = "cancelOrder",
            summary = "Cancel one order, whoever placed it",
            description = "A repeat answers the same. What was filled before stays filled: see executed_qty.")
    @ApiResponse(responseCode = "200", description = "It is cancelled, by this or before")
    @ApiResponse(responseCode = "404", description = "AsterDEX knows no such order, or no such symbol")
    @ApiResponse(responseCode = "409", description = "It had ended otherwise: filled, expired or rejected")
    @ApiResponse(responseCode = "502", description = "Nobody knows whether it still rests: send it again")
    Order cancel(
            @PathVariable @Parameter(example = "ab-hopxdewwxsuv5olr62pfox-1") ClientOrderId clientOrderId,
            @RequestParam @Parameter(example = "BTCUSDT") Symbol symbol,
            @Parameter(hidden = true) HttpServletRequest request) {
        return listed(symbol, () -> ending.end(symbol, clientOrderId, request.getRemoteAddr()));
    }

    @DeleteMapping
    @Operation(
            operationId = "cancelOrders",
            summary = "Cancel all orders of a symbol that could open something",
            description = "Whoever placed them. With exits=true those that can only reduce as well: stops, too.")
    @ApiResponse(responseCode = "200", description = "The orders as they are now; one may have been filled first")
    @ApiResponse(responseCode = "502", description = "Not all are cancelled; the text names the others: send it again")
    List<Order> cancelAll(
            @RequestParam @Parameter(example = "BTCUSDT") Symbol symbol,
            @RequestParam(defaultValue = "false") boolean exits,
            @Parameter(hidden = true) HttpServletRequest request) {
        OrderEnding.Ended ended = listed(symbol, () -> ending.endAll(symbol, exits, request.getRemoteAddr()));
        if (ended.why() != null) {
            Problem cause = Problem.of(ended.why());
            throw new ProblemException(new Problem(
                    cause.status(),
                    cause.error(),
                    "%d orders of %s are ended; not known of %s: %s"
                            .formatted(
                                    ended.ended().size(), symbol, String.join(", ", ended.resting()), cause.detail()),
                    cause.code(),
                    cause.retryAfter(),
                    List.of()));
        }
        return ended.ended();
    }

    /** The exchange is asked whether it lists the symbol: what our rules leave out may still have orders. */
    private static <T> T listed(@Nullable Symbol symbol, Supplier<T> question) {
        try {
            return question.get();
        } catch (ExchangeUnavailable e) {
            if (symbol != null && e.refusal().hasCode(Refusal.NO_SUCH_SYMBOL)) {
                throw new ProblemException(Problem.notListed(symbol));
            }
            throw e;
        }
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
