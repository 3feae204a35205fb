package dev.asterbridge.proof;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An alert of a proof. Its number is in the quantity it orders, so that a fill tells which alert it belongs to.
 *
 * @param body as TradingView would send it; the time makes it an alert of its own
 */
record Alert(int number, String symbol, String body) {

    /** One alert in three says where it is to be given up. */
    static boolean wantsStop(int number) {
        return number % 3 == 0;
    }

    private static final BigDecimal STEP = new BigDecimal("0.001");

    static Alert open(int number, String symbol, Instant firedAt) {
        String body = """
                {"action":"open","symbol":"%s","side":"BUY","quantity":"%s","id":"%d","time":"%s","webhook_secret":"%s"}""".formatted(symbol, quantity(number).toPlainString(), number, firedAt, Bridge.SECRET);
        return new Alert(number, symbol, body);
    }

    /** The same, and every third with a stop. */
    static Alert openGuarded(int number, String symbol, Instant firedAt) {
        Alert plain = open(number, symbol, firedAt);
        return wantsStop(number)
                ? new Alert(number, symbol, plain.body().replaceFirst("}$", ",\"stop_loss\":\"2%\"}"))
                : plain;
    }

    /** Whether the symbol is traded by strategies, which say what they hold and not what is to be ordered. */
    static boolean isOfStrategies(String symbol) {
        return symbol.startsWith("T");
    }

    /** What a strategy holds from now on, always with a stop; it has no number. */
    static String target(String symbol, String strategy, BigDecimal size, Instant firedAt) {
        return """
                {"symbol":"%s","strategy":"%s","position_size":"%s","stop_loss":"2%%","time":"%s","webhook_secret":"%s"}""".formatted(symbol, strategy, size.toPlainString(), firedAt, Bridge.SECRET);
    }

    /** Ends what is held of a symbol; it has no number of its own. */
    static String close(String symbol, Instant firedAt) {
        return "{\"action\":\"close\",\"symbol\":\"%s\",\"time\":\"%s\",\"webhook_secret\":\"%s\"}"
                .formatted(symbol, firedAt, Bridge.SECRET);
    }

    static BigDecimal quantity(int number) {
        return STEP.multiply(BigDecimal.valueOf(number));
    }

    /** Which alert ordered so much. */
    static int number(BigDecimal quantity) {
        return quantity.divide(STEP).intValueExact();
    }
}
