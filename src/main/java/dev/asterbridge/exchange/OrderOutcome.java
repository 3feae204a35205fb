package dev.asterbridge.exchange;

/** What is known after an order was sent once. */
public sealed interface OrderOutcome {

    /** The exchange has the order, in the state shown. */
    record Accepted(Order order) implements OrderOutcome {}

    /** The order certainly does not exist. */
    record Rejected(Refusal refusal) implements OrderOutcome {}

    /** The order may or may not exist; only looking it up by its client order id can tell. */
    record Unknown(String why) implements OrderOutcome {}
}
