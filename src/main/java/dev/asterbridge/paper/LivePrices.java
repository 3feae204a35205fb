package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AsterDEX's public prices, as last heard of. Once they were heard, the last ones are kept: a market that goes quiet
 * stands still, it does not jump to made-up prices.
 */
final class LivePrices implements Prices {

    private static final Logger log = LoggerFactory.getLogger(LivePrices.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI base;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final JsonMapper json = new JsonMapper();

    private volatile Map<Symbol, LiveQuote> quotes = Map.of();
    private volatile boolean fresh;
    private volatile boolean asked;

    /** Waits for each answer as long as {@code patience} says. */
    LivePrices(URI base, Duration patience) {
        this.base = base;
        this.patience = patience;
    }

    @Override
    public Optional<LiveQuote> quote(Symbol symbol) {
        return Optional.ofNullable(quotes.get(symbol));
    }

    /** Whether AsterDEX was asked at least once, and told or failed to. */
    boolean asked() {
        return asked;
    }

    /** {@code live}, {@code last live prices} while AsterDEX does not answer, or {@code random walk} before it ever did. */
    @Override
    public String status() {
        if (quotes.isEmpty()) {
            return "random walk";
        }
        return fresh ? "live" : "last live prices";
    }

    /** Asks AsterDEX once and answers whether it told; takes some seconds at most. */
    boolean refresh() throws InterruptedException {
        boolean wasFresh = fresh;
        try {
            Map<Symbol, LiveQuote> heard = read(get("/fapi/v3/ticker/bookTicker"), get("/fapi/v3/premiumIndex"));
            if (heard.isEmpty()) {
                throw new IOException("no prices in the answer");
            }
            Map<Symbol, LiveQuote> all = new HashMap<>(quotes);
            all.putAll(heard);
            quotes = Map.copyOf(all);
            fresh = true;
        } catch (IOException | IllegalArgumentException e) {
            fresh = false;
        }
        asked = true;
        if (fresh != wasFresh) {
            log.atInfo()
                    .addKeyValue("event", "paper_prices_changed")
                    .addKeyValue("prices", status())
                    .log("the paper exchange's prices are now: {}", status());
        }
        return fresh;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(patience).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return json.readTree(response.body());
    }

    private static Map<Symbol, LiveQuote> read(JsonNode tickers, JsonNode marks) {
        Map<String, JsonNode> markOf = new HashMap<>();
        marks.forEach(mark -> markOf.put(mark.path("symbol").asText(), mark));
        Map<Symbol, LiveQuote> heard = new HashMap<>();
        for (JsonNode ticker : tickers) {
            String name = ticker.path("symbol").asText();
            JsonNode mark = markOf.get(name);
            if (mark != null) {
                quote(ticker, mark).ifPresent(quote -> heard.put(new Symbol(name), quote));
            }
        }
        return heard;
    }

    private static Optional<LiveQuote> quote(JsonNode ticker, JsonNode mark) {
        try {
            new Symbol(ticker.path("symbol").asText());
            return Optional.of(new LiveQuote(
                    decimal(ticker, "bidPrice"),
                    decimal(ticker, "bidQty"),
                    decimal(ticker, "askPrice"),
                    decimal(ticker, "askQty"),
                    decimal(mark, "markPrice"),
                    decimal(mark, "lastFundingRate")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return Decimals.parse(row.path(field).asText("0"));
    }
}
