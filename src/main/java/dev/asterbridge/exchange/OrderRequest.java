package dev.asterbridge.exchange;

/**
 * An order as it will be sent; already rounded and checked against the symbol's rules.
 *
 * @param reduceOnly whether the order may only make the position smaller. In hedge mode the exchange refuses the flag
 *     and {@code side} against {@code positionSide} says the same, so there it is only this service's own knowledge
 */
public record OrderRequest(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        Quantity quantity,
        OrderTerms terms,
        boolean reduceOnly) {

    public OrderRequest {
        boolean reducesHedge = (positionSide == PositionSide.LONG && side == Side.SELL)
                || (positionSide == PositionSide.SHORT && side == Side.BUY);
        if (positionSide != PositionSide.BOTH && reduceOnly != reducesHedge) {
            throw new IllegalArgumentException(
                    "%s %s %s reduce-only".formatted(side, positionSide, reducesHedge ? "is always" : "is never"));
        }
    }
}
