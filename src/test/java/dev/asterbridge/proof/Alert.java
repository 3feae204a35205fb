package dev.asterbridge.proof;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An alert of a proof. Its number is in the quantity it orders, so that a fill tells which alert it belongs to.
 *
 * @param body as TradingView would send it; the time makes it an alert of its own
 */
record Alert(int number, String symbol, String body) {

    private static final BigDecimal STEP = new BigDecimal("0.001");

    static Alert open(int number, String symbol, Instant firedAt) {
        String body = """
                {"action":"open","symbol":"%s","side":"BUY","quantity":"%s","id":"%d","time":"%s","webhook_secret":"%s"}""".formatted(symbol, quantity(number).toPlainString(), number, firedAt, Bridge.SECRET);
        return new Alert(number, symbol, body);
    }

    static BigDecimal quantity(int number) {
        return STEP.multiply(BigDecimal.valueOf(number));
    }

    /** Which alert ordered so much. */
    static int number(BigDecimal quantity) {
        return quantity.divide(STEP).intValueExact();
    }
}
