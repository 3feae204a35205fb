package dev.asterbridge.aster;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the exchange says about itself: every symbol's rules, and how much it lets us ask. */
record ExchangeInfo(Map<Symbol, InstrumentRules> rules, List<RateLimit> limits) {

    private static final Logger log = LoggerFactory.getLogger(ExchangeInfo.class);
    private static final Grid OFF = new Grid(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    ExchangeInfo {
        rules = Map.copyOf(rules);
        limits = List.copyOf(limits);
    }

    static ExchangeInfo from(WireObject wire) {
        Map<Symbol, InstrumentRules> rules = wire.list("symbols").stream()
                .flatMap(symbol -> readable(symbol).stream())
                .collect(Collectors.toMap(InstrumentRules::symbol, Function.identity(), (first, second) -> first));
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("the answer lists no symbol that can be read");
        }
        List<RateLimit> limits = wire.list("rateLimits").stream()
                .flatMap(limit -> limit(limit).stream())
                .toList();
        return new ExchangeInfo(rules, limits);
    }

    /** One symbol we cannot read must not hide the others. */
    private static Optional<InstrumentRules> readable(WireObject wire) {
        try {
            return Optional.of(rules(wire));
        } catch (IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("event", "symbol_unreadable")
                    .addKeyValue("symbol", wire.text("symbol", "?"))
                    .log("A symbol of the exchange is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static InstrumentRules rules(WireObject wire) {
        Map<String, WireObject> filters = wire.list("filters").stream()
                .collect(Collectors.toMap(
                        filter -> filter.text("filterType", ""), Function.identity(), (first, second) -> first));
        Grid lot = quantities(filters.get("LOT_SIZE"));
        WireObject marketLot = filters.get("MARKET_LOT_SIZE");
        WireObject price = filters.get("PRICE_FILTER");
        WireObject percent = filters.get("PERCENT_PRICE");
        WireObject notional = filters.get("MIN_NOTIONAL");
        return new InstrumentRules(
                wire.symbol(),
                wire.text("status"),
                wire.text("baseAsset"),
                wire.text("quoteAsset"),
                price == null ? OFF : grid(price, "minPrice", "maxPrice", "tickSize"),
                lot,
                marketLot == null ? lot : quantities(marketLot),
                notional == null ? BigDecimal.ZERO : notional.decimalOrZero("notional"),
                percent == null ? BigDecimal.ZERO : percent.decimalOrZero("multiplierUp"),
                percent == null ? BigDecimal.ZERO : percent.decimalOrZero("multiplierDown"));
    }

    private static Grid quantities(@Nullable WireObject filter) {
        if (filter == null) {
            throw new IllegalArgumentException("it has no LOT_SIZE filter");
        }
        return grid(filter, "minQty", "maxQty", "stepSize");
    }

    private static Grid grid(WireObject filter, String min, String max, String step) {
        return new Grid(filter.decimalOrZero(min), filter.decimalOrZero(max), filter.decimalOrZero(step));
    }

    private static Optional<RateLimit> limit(WireObject wire) {
        Optional<RateLimit.Unit> unit = switch (wire.text("rateLimitType", "")) {
            case "REQUEST_WEIGHT" -> Optional.of(RateLimit.Unit.WEIGHT);
            case "ORDERS" -> Optional.of(RateLimit.Unit.ORDERS);
            default -> Optional.empty();
        };
        String interval = wire.text("interval", "").toLowerCase(Locale.ROOT);
        int count = (int) wire.number("intervalNum").orElse(0);
        int limit = (int) wire.number("limit").orElse(0);
        if (interval.isEmpty() || count < 1 || limit < 1) {
            return Optional.empty();
        }
        Duration window = RequestBudget.window(count, interval.substring(0, 1));
        return unit.map(known -> new RateLimit(known, window, limit));
    }
}
