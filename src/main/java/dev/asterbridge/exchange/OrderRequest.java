package dev.asterbridge.exchange;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as it will be sent; already rounded and checked against the symbol's rules.
 *
 * @param reduceOnly whether the order may only make the position smaller. In hedge mode the exchange refuses the flag
 *     and {@code side} against {@code positionSide} says the same, so there it is only this service's own knowledge
 * @param tiedStop the stop that the exchange itself is to place, for all of the order, as soon as part of it is filled; none
 *     if absent
 */
public record OrderRequest(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        Quantity quantity,
        OrderTerms terms,
        boolean reduceOnly,
        OrderTerms.@Nullable Triggered tiedStop) {

    private static final String OF_THE_STOP = "s";

    public OrderRequest {
        boolean reducesHedge = (positionSide == PositionSide.LONG && side == Side.SELL)
                || (positionSide == PositionSide.SHORT && side == Side.BUY);
        if (positionSide != PositionSide.BOTH && reduceOnly != reducesHedge) {
            throw new IllegalArgumentException(
                    "%s %s %s reduce-only".formatted(side, positionSide, reducesHedge ? "is always" : "is never"));
        }
        if (tiedStop != null && (reduceOnly || terms.endsAtOnce() || !tiedStop.isStopAtMarket())) {
            throw new IllegalArgumentException(
                    "only a stop at market can be tied, and only to an order that rests to open something");
        }
    }

    public OrderRequest(
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            PositionSide positionSide,
            Quantity quantity,
            OrderTerms terms,
            boolean reduceOnly) {
        this(clientOrderId, symbol, side, positionSide, quantity, terms, reduceOnly, null);
    }

    /** The same order with a stop tied to it. */
    public OrderRequest with(OrderTerms.Triggered stop) {
        return new OrderRequest(clientOrderId, symbol, side, positionSide, quantity, terms, reduceOnly, stop);
    }

    /** The order that the tied stop becomes; its name is this one's and an {@code s}. */
    public Optional<OrderRequest> stop() {
        return Optional.ofNullable(tiedStop)
                .map(stop -> new OrderRequest(
                        new ClientOrderId(clientOrderId + OF_THE_STOP),
                        symbol,
                        side.opposite(),
                        positionSide,
                        quantity,
                        stop,
                        true));
    }
}
