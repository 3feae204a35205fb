package dev.asterbridge.shadow;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order as the venue last showed it.
 *
 * @param purpose what it is for
 * @param terms as they were ordered, in {@link OrderTerms}' words
 */
record Placed(Order order, List<Trade> fills, Purpose purpose, String terms) {

    Placed {
        fills = List.copyOf(fills);
    }

    /** So much at that price. */
    @Schema(name = "ComparedTrade")
    record Trade(BigDecimal price, BigDecimal quantity) {

        static Trade of(Fill fill) {
            return new Trade(fill.price(), fill.quantity());
        }
    }

    static Placed of(ShadowVenue venue, Order order, Purpose purpose, OrderTerms terms) {
        return new Placed(order, fills(venue, order), purpose, terms.toString());
    }

    /** The same order as the venue shows it now. */
    Placed now(ShadowVenue venue) {
        return rests()
                ? venue.find(order.symbol(), name())
                        .map(shown -> new Placed(shown, fills(venue, shown), purpose, terms))
                        .orElse(this)
                : this;
    }

    /** The same order, which may rest until then. */
    Placed until(@Nullable Instant time) {
        return new Placed(order, fills, new Purpose(purpose.role(), purpose.exits(), time), terms);
    }

    private static List<Trade> fills(ShadowVenue venue, Order order) {
        return venue.fills(order).stream().map(Trade::of).toList();
    }

    /** What an order is called on the venue. */
    static ClientOrderId name(String signalId, int number) {
        return new ClientOrderId("sh-%s-%d".formatted(signalId, number));
    }

    ClientOrderId name() {
        return new ClientOrderId(order.clientOrderId());
    }

    /** Which of the exits of its signal it is; empty for what the signal asked for. */
    String role() {
        return purpose.role();
    }

    boolean rests() {
        return !order.status().isFinal();
    }

    /** Whether it rests although it should not any more. */
    boolean isOver(Instant now) {
        Instant until = purpose.cancelAt();
        return rests() && until != null && !now.isBefore(until);
    }

    /**
     * In the words of the room that knows what should rest.
     *
     * @param number 1 for the first of the signal
     */
    StandingOrder standing(Played of, int number) {
        OrderRequest request = new OrderRequest(
                name(),
                order.symbol(),
                order.side(),
                order.positionSide(),
                new Quantity(order.quantity()),
                OrderTerms.parse(terms),
                order.reduces());
        Leg leg = new Leg(of.signalId(), number, false, of.strategy(), purpose);
        return new StandingOrder(
                new LiveAttempt(leg, request, of.at(), of.at()),
                order.status(),
                order.executedQuantity(),
                order.updatedAt());
    }
}
