package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A reader that knows one order in its history and nowhere else. */
record OnlyInHistory(OrderReader orders, Order hidden) implements OrderReader {

    @Override
    public Optional<Order> find(Symbol symbol, ClientOrderId clientOrderId) {
        return orders.find(symbol, clientOrderId);
    }

    @Override
    public List<Order> open(Symbol symbol) {
        return orders.open(symbol);
    }

    @Override
    public List<Order> open() {
        return orders.open();
    }

    @Override
    public List<Order> history(Symbol symbol, Instant from, Instant to, int limit) {
        return List.of(hidden);
    }

    @Override
    public List<Fill> fills(Symbol symbol, Instant from, Instant to) {
        return orders.fills(symbol, from, to);
    }
}
