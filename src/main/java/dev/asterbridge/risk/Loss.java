package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import java.math.BigDecimal;

/**
 * How much may be lost.
 *
 * @param size an amount, or a part of what there was
 */
record Loss(BigDecimal size, boolean part) {

    /** The same as an amount. */
    BigDecimal of(BigDecimal start) {
        return part ? start.multiply(size) : size;
    }

    @Override
    public String toString() {
        return part ? Caps.percent(size) : Decimals.plain(size) + " USDT";
    }
}
