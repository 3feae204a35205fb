package dev.asterbridge.orders;

import dev.asterbridge.exchange.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order on record that rests at the exchange, or that was for the opening or the end of what is held, ended or not.
 *
 * @param status as the exchange last showed it; absent while it has shown none
 * @param executed base asset units
 * @param seenAt when it was seen to have moved last; absent while the exchange has shown none
 */
public record StandingOrder(
        LiveAttempt order,
        @Nullable OrderStatus status,
        BigDecimal executed,
        @Nullable Instant seenAt) {

    public boolean rests() {
        return status != null && !status.isFinal();
    }

    /** Whether it was seen to move after the other one. */
    public boolean movedAfter(StandingOrder other) {
        return seenAt != null && other.seenAt != null && seenAt.isAfter(other.seenAt);
    }

    /** What of it is not executed. */
    public BigDecimal left() {
        return order.request().quantity().value().subtract(executed);
    }
}
