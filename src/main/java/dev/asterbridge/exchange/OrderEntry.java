package dev.asterbridge.exchange;

/** Sends orders. Called by the orders room only. */
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
}
