package dev.asterbridge.paper;

import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;

/**
 * How large a position could become: what is held now, and the resting orders that could add to it; in USDT.
 *
 * @param present signed
 */
record Exposure(BigDecimal present, BigDecimal bids, BigDecimal asks) {

    Exposure with(Side side, BigDecimal notional) {
        return side == Side.BUY
                ? new Exposure(present, bids.add(notional), asks)
                : new Exposure(present, bids, asks.add(notional));
    }

    /** The largest notional, whichever side is filled. */
    BigDecimal worst() {
        return present.abs()
                .max(present.add(bids).abs())
                .max(present.subtract(asks).abs());
    }

    /** What the orders could add to the position held. */
    BigDecimal addedByOrders() {
        return worst().subtract(present.abs());
    }
}
