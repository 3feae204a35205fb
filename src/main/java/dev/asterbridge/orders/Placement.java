package dev.asterbridge.orders;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Refusal;

/** What is proven about an order that was to be placed. */
public sealed interface Placement {

    /**
     * What an order says that the exchange shows. One that cannot rest and has not ended may still fill: who closes the position
     * now would find none, and who orders again would order twice.
     */
    static Placement of(OrderRequest request, Order order) {
        boolean mayFill = order.status() == OrderStatus.NEW || order.status() == OrderStatus.PARTIALLY_FILLED;
        return request.terms().endsAtOnce() && mayFill
                ? new Unproven("the exchange has it, and it is %s".formatted(order.status()))
                : new Placed(order);
    }

    /** The exchange has shown the order. */
    record Placed(Order order) implements Placement {}

    /** The exchange, or the way to it, refused: the order does not exist and will not. */
    record Refused(Refusal refusal) implements Placement {}

    /** It was looked for until it could no longer arrive: the order does not exist and will not. */
    record NotExecuted(String proof) implements Placement {}

    /** Nothing is proven yet; it must be looked up. */
    record Unproven(String why) implements Placement {}
}
