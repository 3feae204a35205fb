package dev.asterbridge.orders;

import dev.asterbridge.exchange.OrderStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order on record that rests at the exchange, or that was for the opening or the end of what is held, ended or not.
 *
 * @param status as the exchange last showed it; absent while it has shown none
 * @param executed base asset units
 */
public record StandingOrder(LiveAttempt order, @Nullable OrderStatus status, BigDecimal executed) {

    public boolean rests() {
        return status != null && !status.isFinal();
    }

    /** What of it is not executed. */
    public BigDecimal left() {
        return order.request().quantity().value().subtract(executed);
    }
}
