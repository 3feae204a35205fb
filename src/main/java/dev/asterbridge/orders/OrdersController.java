package dev.asterbridge.orders;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /orders}: what was ordered, and what is still open. */
@RestController
@RequestMapping("/orders")
@Tag(name = "Orders", description = "Orders of the account, whoever placed them")
class OrdersController {

    private final OrderHistory history;

    OrdersController(OrderHistory history) {
        this.history = history;
    }

    @GetMapping
    @Operation(
            summary = "Past and open orders, newest first",
            description = "Without a symbol: every symbol with a position, an open order, or an order of this "
                    + "service in the journal. Without times: the last seven days. A longer span is walked in windows.")
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
        return history.past(symbol, instant(startTime), instant(endTime), limit);
    }

    @GetMapping("/open")
    @Operation(summary = "Open orders, newest first")
    List<Order> open(@RequestParam(required = false) @Parameter(example = "BTCUSDT") @Nullable Symbol symbol) {
        return history.open(symbol);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
