package dev.asterbridge.trading;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Orders that rest, and could open something again when everything is closed. */
@Component
class RestingOrders {

    private static final Logger log = LoggerFactory.getLogger(RestingOrders.class);

    private final OrderReader orders;

    RestingOrders(OrderReader orders) {
        this.orders = orders;
    }

    /**
     * Would end them; as long as no port cancels orders, this only says which there are.
     *
     * @param symbol every symbol when absent
     * @return those that still rest; empty when they could not be read
     */
    Optional<List<String>> end(@Nullable Symbol symbol) {
        try {
            List<Order> open = symbol == null ? orders.open() : orders.open(symbol);
            return Optional.of(open.stream()
                    .filter(order -> !order.reduceOnly() && !order.closePosition())
                    .map(Order::clientOrderId)
                    .toList());
        } catch (ExchangeUnavailable e) {
            log.atDebug().addKeyValue("event", "order_unread").log("Resting orders were not read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
