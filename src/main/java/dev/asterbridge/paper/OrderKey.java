package dev.asterbridge.paper;

import org.jspecify.annotations.Nullable;

/** Names an order by the venue's id or by the client's; the venue's wins when both are given. */
record OrderKey(@Nullable Long orderId, @Nullable String clientOrderId) {

    /** @throws VenueError -1102 when neither is given */
    OrderKey {
        if (orderId == null && clientOrderId == null) {
            throw new VenueError(
                    -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        }
    }

    boolean names(VenueOrder order) {
        return orderId != null
                ? orderId == order.orderId()
                : order.clientOrderId().equals(clientOrderId);
    }
}
