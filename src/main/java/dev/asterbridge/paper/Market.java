package dev.asterbridge.paper;

import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is listed, and what it costs now. */
final class Market {

    private final Map<Symbol, Instrument> instruments;
    private final Map<Symbol, Quote> quotes = new HashMap<>();

    Market(Map<Symbol, Instrument> instruments) {
        this.instruments = new TreeMap<>(instruments);
    }

    boolean lists(Symbol symbol) {
        return instruments.containsKey(symbol);
    }

    Instrument instrument(Symbol symbol) {
        Instrument found = instruments.get(symbol);
        if (found == null) {
            throw new VenueError(-1121, "Invalid symbol.");
        }
        return found;
    }

    Collection<Instrument> instruments() {
        return instruments.values();
    }

    void put(Quote quote) {
        quotes.put(quote.symbol(), quote);
    }

    Optional<Quote> quote(Symbol symbol) {
        return Optional.ofNullable(quotes.get(symbol));
    }

    /** The quote an order is worked against. */
    Quote live(Symbol symbol) {
        return quote(symbol).orElseThrow(() -> new VenueError(-1112, "No orders on book for symbol."));
    }

    /** Without a quote a position is worth what it cost. */
    BigDecimal mark(Held position) {
        return quote(position.symbol()).map(Quote::mark).orElse(position.entryPrice());
    }

    /** Takes levels out of the book, until the next quote. */
    void take(Symbol symbol, Side side, List<Level> fills) {
        put(live(symbol).without(side, fills));
    }
}
