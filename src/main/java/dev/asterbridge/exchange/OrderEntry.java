package dev.asterbridge.exchange;

/** Sends orders. Called by the orders room only. */
public interface OrderEntry {

    /** Sends the order once; never throws for what the exchange or the network does. */
    OrderOutcome place(OrderRequest request);
}
