package dev.asterbridge.paper;

import java.math.BigDecimal;

/** AsterDEX's own best prices for one symbol. */
record LiveQuote(
        BigDecimal bid,
        BigDecimal bidQuantity,
        BigDecimal ask,
        BigDecimal askQuantity,
        BigDecimal mark,
        BigDecimal fundingRate) {

    LiveQuote {
        if (bid.signum() <= 0 || ask.compareTo(bid) < 0 || mark.signum() <= 0) {
            throw new IllegalArgumentException("must hold a bid, an ask not below it, and a mark price");
        }
    }
}
