package dev.asterbridge.orders;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Refusal;

/** What is proven about an order that was to be placed. */
public sealed interface Placement {

    /** The exchange has shown the order. */
    record Placed(Order order) implements Placement {}

    /** The exchange, or the way to it, refused: the order does not exist and will not. */
    record Refused(Refusal refusal) implements Placement {}

    /** It was looked for until it could no longer arrive: the order does not exist and will not. */
    record NotExecuted(String proof) implements Placement {}

    /** Nothing is proven yet; it must be looked up. */
    record Unproven(String why) implements Placement {}
}
