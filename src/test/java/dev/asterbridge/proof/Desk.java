package dev.asterbridge.proof;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The exchange itself: V3 of the futures API as far as a bridge uses it. One-way mode, one mark price, no margin. */
final class Desk {

    static final String AGENT = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private static final BigDecimal MARK_PRICE = new BigDecimal("100.00");
    private static final Answer NOT_FOUND = Answer.error(400, -2013, "Order does not exist.");

    private final List<String> symbols;
    private final Ledger ledger;
    private final Nonces nonces;
    private final Clock clock;
    private final String info;

    Desk(List<String> symbols, Ledger ledger, Nonces nonces, Clock clock) {
        this.symbols = List.copyOf(symbols);
        this.ledger = ledger;
        this.nonces = nonces;
        this.clock = clock;
        this.info = Wire.exchangeInfo(symbols);
    }

    /** Answers everything but a new order. */
    Answer answer(String method, String path, Map<String, String> parameters) {
        boolean signed = parameters.containsKey("nonce");
        if (signed && !accepts(parameters)) {
            return badNonce();
        }
        String symbol = parameters.get("symbol");
        return switch (method + " " + path) {
            case "GET ping" -> Answer.ok("{}");
            case "GET time" -> Answer.ok("{\"serverTime\":%d}".formatted(clock.millis()));
            case "GET exchangeInfo" -> Answer.ok(info);
            case "GET ticker/price" -> Answer.ok("{\"symbol\":\"%s\",\"price\":\"%s\"}".formatted(symbol, MARK_PRICE));
            case "GET premiumIndex" ->
                Answer.ok("{\"symbol\":\"%s\",\"markPrice\":\"%s\",\"time\":%d}"
                        .formatted(symbol, MARK_PRICE, clock.millis()));
            case "POST noop" -> Answer.ok("{\"code\":200}");
            case "POST leverage" ->
                Answer.ok("{\"symbol\":\"%s\",\"leverage\":%s,\"maxNotionalValue\":\"1000000000\"}"
                        .formatted(symbol, parameters.get("leverage")));
            case "POST marginType" -> Answer.error(400, -4046, "No need to change margin type.");
            case "GET leverageBracket" -> Answer.ok(Wire.BRACKETS.formatted(symbol));
            case "GET positionSide/dual" -> Answer.ok("{\"dualSidePosition\":false}");
            case "GET agent" -> Answer.ok(Wire.AGENTS.formatted(AGENT));
            case "GET balance" -> Answer.ok(Wire.BALANCE);
            case "GET accountWithJoinMargin", "GET account" -> Answer.ok(Wire.ACCOUNT);
            case "GET openOrders" ->
                Answer.ok(Wire.list(ledger.visibleStops(symbol).stream()
                        .filter(Ledger.Stop::rests)
                        .map(Wire::order)
                        .toList()));
            case "DELETE order" ->
                ledger.cancel(symbol, parameters.get("origClientOrderId"))
                        .map(stop -> Answer.ok(Wire.order(stop)))
                        .orElse(Answer.error(400, -2011, "Unknown order sent."));
            case "GET order" -> order(symbol, parameters);
            case "GET allOrders" -> history(symbol, parameters);
            case "GET userTrades" -> Answer.ok(Wire.list(trades(symbol, parameters, Wire::trade)));
            case "GET positionRisk" -> positions(symbol);
            default -> Answer.error(404, -5000, "Path %s, Method %s is invalid".formatted(path, method));
        };
    }

    boolean accepts(Map<String, String> parameters) {
        return nonces.accept(parameters.getOrDefault("signer", ""), nonce(parameters));
    }

    static long nonce(Map<String, String> parameters) {
        return Long.parseLong(parameters.getOrDefault("nonce", "0"));
    }

    static Answer badNonce() {
        return Answer.error(400, -4225, "Nonce Expired");
    }

    static Answer noMargin() {
        return Answer.error(400, -2019, "Margin is insufficient.");
    }

    /** Executes an order at the mark price. */
    Optional<Ledger.Fill> execute(Ledger.Post post, Duration hiddenFor) {
        return ledger.execute(post, MARK_PRICE, hiddenFor);
    }

    /** Takes an order that waits for a price. */
    Ledger.Stop rest(Ledger.Post post, Duration hiddenFor) {
        return ledger.rest(post, hiddenFor);
    }

    private Answer order(String symbol, Map<String, String> parameters) {
        String name = parameters.get("origClientOrderId");
        return ledger.visible(symbol).stream()
                .filter(fill -> fill.post().order().clientOrderId().equals(name))
                .max(Comparator.comparing(Ledger.Fill::orderId))
                .map(fill -> Answer.ok(Wire.order(fill)))
                .or(() -> ledger.visibleStops(symbol).stream()
                        .filter(stop -> stop.post().order().clientOrderId().equals(name))
                        .findFirst()
                        .map(stop -> Answer.ok(Wire.order(stop))))
                .orElse(NOT_FOUND);
    }

    private Answer history(String symbol, Map<String, String> parameters) {
        Stream<String> stops = ledger.visibleStops(symbol).stream().map(Wire::order);
        return Answer.ok(Wire.list(Stream.concat(trades(symbol, parameters, Wire::order).stream(), stops)
                .toList()));
    }

    private List<String> trades(String symbol, Map<String, String> parameters, Function<Ledger.Fill, String> form) {
        Instant from = time(parameters, "startTime", clock.instant().minus(7, ChronoUnit.DAYS));
        Instant to = time(parameters, "endTime", Instant.MAX);
        int limit = Integer.parseInt(parameters.getOrDefault("limit", "500"));
        return ledger.visible(symbol).stream()
                .filter(fill -> !millis(fill).isBefore(from) && !millis(fill).isAfter(to))
                .limit(limit)
                .map(form)
                .toList();
    }

    private Answer positions(String symbol) {
        Instant now = clock.instant();
        Stream<String> asked = symbol == null ? symbols.stream() : Stream.of(symbol);
        return Answer.ok(Wire.list(asked.map(each -> Wire.position(each, ledger.position(each, now), MARK_PRICE, now))
                .toList()));
    }

    private static Instant millis(Ledger.Fill fill) {
        return fill.at().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant time(Map<String, String> parameters, String name, Instant otherwise) {
        String given = parameters.get(name);
        return given == null ? otherwise : Instant.ofEpochMilli(Long.parseLong(given));
    }
}
