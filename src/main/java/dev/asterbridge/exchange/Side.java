package dev.asterbridge.exchange;

import java.math.BigDecimal;

/** The direction of an order. */
public enum Side {
    BUY,
    SELL;

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /**
     * Whether so much to this side only takes away from what is held, and does not turn it.
     *
     * @param held long positive, short negative
     */
    public boolean takesFrom(BigDecimal held, BigDecimal quantity) {
        return held.signum() == (this == BUY ? -1 : 1) && quantity.compareTo(held.abs()) <= 0;
    }
}
