package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.Symbol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** AsterDEX's exchange information as captured, and what the venue and its market data take from it. */
final class ExchangeInfo {

    private static final String CAPTURED = "/paper/exchange-info-2026-01.json.gz";
    private static final String START_PRICES = "/paper/start-prices.csv";
    private static final int USUAL_LEVERAGE = 50;
    private static final int FUNDING_HOURS = 8;

    private final ObjectNode captured;
    private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
    private final Map<Symbol, BigDecimal> startPrices = new HashMap<>();

    private ExchangeInfo(ObjectNode captured, Map<String, List<String>> known) {
        this.captured = captured;
        for (JsonNode row : captured.path("symbols")) {
            Symbol symbol = new Symbol(row.path("symbol").asText());
            List<String> hints = known.getOrDefault(symbol.name(), List.of());
            int leverage = hints.isEmpty() ? USUAL_LEVERAGE : Integer.parseInt(hints.get(1));
            Instrument instrument = instrument(symbol, row, leverage);
            instruments.put(symbol, instrument);
            startPrices.put(symbol, hints.isEmpty() ? guess(instrument.rules().price()) : new BigDecimal(hints.get(0)));
        }
    }

    /** Reads the resources that come with the program. */
    static ExchangeInfo load() {
        try (InputStream in = new GZIPInputStream(open(CAPTURED))) {
            return new ExchangeInfo((ObjectNode) new JsonMapper().readTree(in), readStartPrices());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order AsterDEX lists them. */
    Map<Symbol, Instrument> instruments() {
        return Collections.unmodifiableMap(instruments);
    }

    BigDecimal startPrice(Symbol symbol) {
        return Objects.requireNonNull(startPrices.get(symbol));
    }

    /** The answer of {@code exchangeInfo} at the given time. */
    JsonNode answer(long now) {
        ObjectNode answer = captured.objectNode();
        answer.setAll(captured);
        return answer.put("serverTime", now);
    }

    /** The spot market's answer: there is none here, but some clients ask before they trade futures. */
    JsonNode spotAnswer(long now) {
        ObjectNode answer = captured.objectNode();
        answer.put("timezone", "UTC").put("serverTime", now);
        answer.putArray("rateLimits");
        answer.putArray("symbols");
        answer.set("assets", captured.path("assets"));
        return answer;
    }

    private static Instrument instrument(Symbol symbol, JsonNode row, int maxLeverage) {
        Map<String, JsonNode> filters = new HashMap<>();
        row.path("filters")
                .forEach(filter -> filters.put(filter.path("filterType").asText(), filter));
        JsonNode percent = filter(filters, "PERCENT_PRICE");
        var rules = new InstrumentRules(
                symbol,
                row.path("status").asText(),
                row.path("baseAsset").asText(),
                row.path("quoteAsset").asText(),
                grid(filter(filters, "PRICE_FILTER"), "minPrice", "maxPrice", "tickSize"),
                grid(filter(filters, "LOT_SIZE"), "minQty", "maxQty", "stepSize"),
                grid(filter(filters, "MARKET_LOT_SIZE"), "minQty", "maxQty", "stepSize"),
                decimal(filter(filters, "MIN_NOTIONAL"), "notional"),
                decimal(percent, "multiplierUp"),
                decimal(percent, "multiplierDown"));
        return new Instrument(
                rules,
                LeverageLadder.of(symbol, maxLeverage),
                row.path("pricePrecision").asInt(),
                row.path("quantityPrecision").asInt(),
                filter(filters, "MAX_NUM_ORDERS").path("limit").asInt(),
                filter(filters, "MAX_NUM_ALGO_ORDERS").path("limit").asInt(),
                decimal(row, "marketTakeBound"),
                decimal(row, "triggerProtect"),
                decimal(row, "liquidationFee"),
                FUNDING_HOURS);
    }

    private static JsonNode filter(Map<String, JsonNode> filters, String type) {
        return Objects.requireNonNull(filters.get(type), type);
    }

    private static Grid grid(JsonNode filter, String min, String max, String step) {
        return new Grid(decimal(filter, min), decimal(filter, max), decimal(filter, step));
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }

    /** Ten thousand ticks, well inside the bounds: a walk from there never leaves them. */
    private static BigDecimal guess(Grid price) {
        BigDecimal most = price.max().multiply(new BigDecimal("0.5"));
        BigDecimal least = price.min().multiply(BigDecimal.TWO);
        BigDecimal tick = price.step().signum() > 0 ? price.step() : new BigDecimal("0.0001");
        return tick.multiply(BigDecimal.valueOf(10_000)).min(most).max(least);
    }

    private static Map<String, List<String>> readStartPrices() throws IOException {
        Map<String, List<String>> rows = new HashMap<>();
        try (var reader = new BufferedReader(new InputStreamReader(open(START_PRICES), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> cells = List.of(line.split(",", -1));
                rows.put(cells.get(0), cells.subList(1, cells.size()));
            });
        }
        return rows;
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(ExchangeInfo.class.getResourceAsStream(resource), resource);
    }
}
