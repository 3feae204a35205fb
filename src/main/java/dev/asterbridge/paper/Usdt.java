package dev.asterbridge.paper;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How amounts of USDT are rounded: to eight decimals. */
final class Usdt {

    private static final int SCALE = 8;

    private Usdt() {}

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    /** The part of an amount that one of {@code parts} holds. */
    static BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal parts) {
        return amount.multiply(part).divide(parts, SCALE, RoundingMode.HALF_EVEN);
    }

    static BigDecimal perLeverage(BigDecimal notional, int leverage) {
        return notional.divide(BigDecimal.valueOf(leverage), SCALE, RoundingMode.HALF_EVEN);
    }

    /** A price derived from others; sixteen digits hold for a coin of any price. */
    static BigDecimal price(BigDecimal quote, BigDecimal quantity) {
        return quote.divide(quantity, MathContext.DECIMAL64);
    }
}
