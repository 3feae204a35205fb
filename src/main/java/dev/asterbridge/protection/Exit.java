package dev.asterbridge.protection;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.orders.StandingOrder;
import java.math.BigDecimal;

/**
 * One order that should rest at the exchange to end a position, or a part of it.
 *
 * @param role which of the exits it is; more than one order has the same where one may not be that large
 */
record Exit(String role, OrderTerms terms, BigDecimal quantity) {

    static final String STOP = "stop";
    static final String TRAIL = "trail";
    static final String END = "end";

    static String take(int number) {
        return "take-" + number;
    }

    /** Whether this is the order at the exchange. */
    boolean is(StandingOrder order, String signalId) {
        return order.order().leg().signalId().equals(signalId)
                && order.order().leg().purpose().role().equals(role)
                && order.order().request().terms().toString().equals(terms.toString())
                && order.left().compareTo(quantity) == 0;
    }

    /** Whether the position is protected by it, and not only taken out of with a profit. */
    boolean protects() {
        return protects(role, terms);
    }

    static boolean isProtection(StandingOrder order) {
        return protects(
                order.order().leg().purpose().role(), order.order().request().terms());
    }

    /** A trailing stop that waits for its activation protects nothing yet. */
    static boolean protects(String role, OrderTerms terms) {
        return role.equals(STOP) || (terms instanceof OrderTerms.Trailing trailing && trailing.activation() == null);
    }
}
