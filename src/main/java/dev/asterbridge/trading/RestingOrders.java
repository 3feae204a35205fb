package dev.asterbridge.trading;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.OrderEnding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Orders that rest, and could open something again when everything is closed. */
@Component
class RestingOrders {

    private static final Logger log = LoggerFactory.getLogger(RestingOrders.class);

    private final OrderEnding ending;

    RestingOrders(OrderEnding ending) {
        this.ending = ending;
    }

    /**
     * By client order id.
     *
     * @param cancelled those that have ended; one may have been filled first
     * @param resting those that may still rest; absent when it could not be read which there are
     */
    record Ended(List<String> cancelled, @Nullable List<String> resting) {}

    /** Ends those of one strategy; exits stay. */
    Ended endOf(String strategy, String by) {
        return told(ending.endAllOf(strategy, by));
    }

    /**
     * Ends them, whoever placed them; exits stay.
     *
     * @param symbol every symbol when absent
     * @param by who asked for it
     */
    Ended end(@Nullable Symbol symbol, String by) {
        try {
            return told(ending.endAll(symbol, false, by));
        } catch (ExchangeUnavailable e) {
            log.atWarn()
                    .addKeyValue("event", "resting_orders_unread")
                    .log("What rests could not be read, and is not cancelled: {}", e.getMessage());
            return new Ended(List.of(), null);
        }
    }

    private static Ended told(OrderEnding.Ended ended) {
        return new Ended(ended.ended().stream().map(Order::clientOrderId).toList(), ended.resting());
    }
}
