package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Refusal;

/** What is proven about an order that was to be placed. */
public sealed interface Placement {

    /** The exchange has shown the order. */
    record Placed(Order order) implements Placement {}

    /** The order does not exist and will not. */
    record Refused(Refusal refusal) implements Placement {}

    /** Neither could be proven; a person has to look. */
    record Unproven(ClientOrderId clientOrderId, String why) implements Placement {}
}
