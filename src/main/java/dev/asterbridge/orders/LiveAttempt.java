package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import java.time.Instant;

/**
 * A request that is on record and may have been sent, and whose outcome is not.
 *
 * @param preparedAt by the exchange's clock
 * @param horizon from when on the exchange will not take it any more, by the exchange's clock
 */
public record LiveAttempt(Leg leg, OrderRequest request, Instant preparedAt, Instant horizon) {

    public ClientOrderId id() {
        return request.clientOrderId();
    }
}
