package dev.asterbridge.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads orders. Every method throws {@link ExchangeUnavailable} when the question could not be answered. */
public interface OrderReader {

    /** The order of that name; empty when the exchange says it knows none, which shortly after sending proves nothing. */
    Optional<Order> find(Symbol symbol, ClientOrderId clientOrderId);

    /** Orders of one symbol that are still open. */
    List<Order> open(Symbol symbol);

    /** Orders of every symbol that are still open; costs 40 times as much as one symbol. */
    List<Order> open();

    /**
     * Orders of one symbol created in {@code [from, to]}, oldest first.
     *
     * @param to at most 7 days after {@code from}
     * @param limit 1 to 1000; the newest are kept when there are more
     */
    List<Order> history(Symbol symbol, Instant from, Instant to, int limit);

    /**
     * Trades of this account on one symbol in {@code [from, to]}, oldest first, whoever placed the orders.
     *
     * @param to at most 7 days after {@code from}
     */
    List<Fill> fills(Symbol symbol, Instant from, Instant to);
}
