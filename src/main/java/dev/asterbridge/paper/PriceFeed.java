package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Brings the market's prices to the venue, at most once a second for each symbol.
 *
 * <p>Symbols the account has nothing to do with are brought only when somebody looks: 290 books a second would keep the
 * machine warm for nothing.
 */
final class PriceFeed {

    private final PriceBoard board;
    private final PaperVenue venue;
    private final BooleanSupplier waiting;
    private final Map<Symbol, Long> fed = new HashMap<>();

    /** While {@code waiting}, made-up prices may not ruin what the account brought along from live ones. */
    PriceFeed(PriceBoard board, PaperVenue venue, BooleanSupplier waiting) {
        this.board = board;
        this.venue = venue;
        this.waiting = waiting;
    }

    /** Lets all symbols have their present prices. */
    synchronized void advance() {
        feed(board.symbols());
    }

    /** Lets one symbol, and those with orders or a position, have their present prices. */
    synchronized void advance(Symbol asked) {
        Set<Symbol> symbols = inUse();
        symbols.add(asked);
        feed(symbols);
    }

    /** What goes on while nobody looks: prices meet orders and positions. */
    synchronized void pulse() {
        feed(fed.isEmpty() ? board.symbols() : inUse());
    }

    private void feed(Collection<Symbol> symbols) {
        if (waiting.getAsBoolean() && !inUse().isEmpty()) {
            return;
        }
        long second = board.second();
        for (Symbol symbol : symbols) {
            // Not "later than": a clock that is set back must not stop the market.
            if (board.lists(symbol) && !Objects.equals(fed.put(symbol, second), second)) {
                venue.onQuote(board.quote(symbol));
            }
        }
    }

    private Set<Symbol> inUse() {
        Set<Symbol> symbols = new HashSet<>();
        venue.openOrders(null).forEach(order -> symbols.add(order.symbol()));
        for (VenuePosition position : venue.positions(null)) {
            if (position.amount().signum() != 0) {
                symbols.add(position.symbol());
            }
        }
        return symbols;
    }
}
