package dev.asterbridge.exchange;

/** Sends orders. Called by the orders room only. */
public interface OrderEntry {

    /** Signs the order and sends nothing; every call makes another request, which could be executed beside the first. */
    default SignedOrder sign(OrderRequest request) {
        throw new UnsupportedOperationException(); // until aster has it
    }

    /**
     * Sends the request, once and never again; never throws for what the exchange or the network does.
     *
     * @return rejected without a word to the exchange when the order was signed too long ago
     */
    default OrderOutcome send(SignedOrder order) {
        throw new UnsupportedOperationException();
    }

    /** To be removed. */
    OrderOutcome place(OrderRequest request);
}
