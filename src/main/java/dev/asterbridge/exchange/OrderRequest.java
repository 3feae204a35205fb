package dev.asterbridge.exchange;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * An order as it will be sent; already rounded and checked against the symbol's rules.
 *
 * @param reduceOnly whether the order may only make the position smaller. In hedge mode the exchange refuses the flag
 *     and {@code side} against {@code positionSide} says the same, so there it is only this service's own knowledge
 * @param tied the exits that the exchange itself is to place as soon as part of the order is filled, each for all of it, at
 *     most one of a kind; it cancels one when the other is filled
 */
public record OrderRequest(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        Quantity quantity,
        OrderTerms terms,
        boolean reduceOnly,
        List<OrderTerms.Triggered> tied) {

    /** What stands between the exits in {@link #ties}. */
    public static final String AND = " and ";

    public OrderRequest {
        tied = List.copyOf(tied);
        boolean reducesHedge = (positionSide == PositionSide.LONG && side == Side.SELL)
                || (positionSide == PositionSide.SHORT && side == Side.BUY);
        if (positionSide != PositionSide.BOTH && reduceOnly != reducesHedge) {
            throw new IllegalArgumentException(
                    "%s %s %s reduce-only".formatted(side, positionSide, reducesHedge ? "is always" : "is never"));
        }
        boolean distinct =
                tied.stream().map(OrderTerms.Triggered::kind).distinct().count() == tied.size();
        boolean atMarket = tied.stream().allMatch(exit -> exit.limit() == null);
        if (!tied.isEmpty() && (reduceOnly || !terms.takesTies() || !distinct || !atMarket)) {
            throw new IllegalArgumentException(
                    "only a stop and a take-profit at market can be tied, and only to what opens something and is not IOC or FOK");
        }
    }

    /** An order to which nothing is tied. */
    public OrderRequest(
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            PositionSide positionSide,
            Quantity quantity,
            OrderTerms terms,
            boolean reduceOnly) {
        this(clientOrderId, symbol, side, positionSide, quantity, terms, reduceOnly, List.of());
    }

    /** The same order with exits tied to it. */
    public OrderRequest with(List<OrderTerms.Triggered> exits) {
        return new OrderRequest(clientOrderId, symbol, side, positionSide, quantity, terms, reduceOnly, exits);
    }

    /** What is tied to it as text: {@code STOP 58800 MARK_PRICE and TAKE_PROFIT 61200 MARK_PRICE}. */
    public String ties() {
        return tied.stream().map(OrderTerms::toString).collect(joining(AND));
    }

    /** The orders that the tied exits become: their names are this one's and {@code s} for a stop, {@code t} for a take-profit. */
    public List<OrderRequest> tiedOrders() {
        return tied.stream()
                .map(exit -> new OrderRequest(
                        new ClientOrderId(clientOrderId + (exit.kind() == OrderTerms.Kind.STOP ? "s" : "t")),
                        symbol,
                        side.opposite(),
                        positionSide,
                        quantity,
                        exit,
                        true))
                .toList();
    }
}
