package dev.asterbridge.exchange;

import java.util.Optional;

/** Sends orders, and ends them. Called by the orders room only. */
public interface OrderEntry {

    /** Signs the order and sends nothing; every call makes another request, which could be executed beside the first. */
    SignedOrder sign(OrderRequest request);

    /**
     * Sends the request; never throws for what the exchange or the network does.
     *
     * @return rejected without a word to the exchange when the order was signed too long ago
     * @throws IllegalStateException if it was sent before
     */
    OrderOutcome send(SignedOrder order);

    /**
     * Ends an order that rests; safe to repeat, never buys.
     *
     * @return the order as the exchange shows it afterwards, ended by this call or before it, so that all or part of it may
     *     be filled; empty when the exchange knows none of that name, which shortly after sending proves nothing
     * @throws ExchangeUnavailable when nobody can say: it may rest or not
     */
    Optional<Order> cancel(Symbol symbol, ClientOrderId clientOrderId);
}
