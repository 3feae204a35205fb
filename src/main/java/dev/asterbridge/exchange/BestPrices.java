package dev.asterbridge.exchange;

import java.math.BigDecimal;

/**
 * The top of a symbol's book, and what the symbol is marked at.
 *
 * @param fundingRate the share of the notional that longs pay at the next funding time, 0.0001 for 0.01 %
 */
public record BestPrices(
        Symbol symbol,
        BigDecimal bid,
        BigDecimal bidQuantity,
        BigDecimal ask,
        BigDecimal askQuantity,
        BigDecimal mark,
        BigDecimal fundingRate) {

    public BestPrices {
        if (bid.signum() <= 0 || ask.compareTo(bid) < 0 || mark.signum() <= 0) {
            throw new IllegalArgumentException("must hold a bid, an ask not below it, and a mark price");
        }
    }
}
