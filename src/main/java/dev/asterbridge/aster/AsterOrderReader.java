package dev.asterbridge.aster;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What AsterDEX shows of orders and trades. */
final class AsterOrderReader implements OrderReader {

    private static final Comparator<Fill> OLDEST_FIRST =
            Comparator.comparing(Fill::time).thenComparing(Fill::tradeId);
    private static final int PAGE = 1000;
    private static final int MAX_PAGES = 20;

    private final AsterClient client;

    AsterOrderReader(AsterClient client) {
        this.client = client;
    }

    @Override
    public Optional<Order> find(Symbol symbol, ClientOrderId clientOrderId) {
        return client.order(symbol, clientOrderId.value());
    }

    @Override
    public List<Order> open(Symbol symbol) {
        return client.openOrders(symbol);
    }

    @Override
    public List<Order> open() {
        return client.openOrders();
    }

    /** Which end of too long a list is cut off is undocumented, so the list is walked until nothing new comes. */
    @Override
    public List<Order> history(Symbol symbol, Instant from, Instant to, int limit) {
        Map<Long, Order> found = new TreeMap<>();
        Instant start = from;
        for (int page = 0; page < MAX_PAGES; page++) {
            List<Order> orders = client.allOrders(symbol, start, to, PAGE);
            int before = found.size();
            orders.forEach(order -> found.put(order.orderId(), order));
            if (orders.size() < PAGE || found.size() == before) {
                break;
            }
            start = orders.stream()
                    .map(AsterOrderReader::createdAt)
                    .max(Comparator.naturalOrder())
                    .orElse(to);
        }
        List<Order> sorted = found.values().stream()
                .sorted(Comparator.comparing(AsterOrderReader::createdAt).thenComparing(Order::orderId))
                .toList();
        return sorted.subList(Math.max(0, sorted.size() - limit), sorted.size());
    }

    /** Which end of too long a list is cut off is undocumented, so a window with too much in it is halved. */
    @Override
    public List<Fill> fills(Symbol symbol, Instant from, Instant to) {
        List<Fill> page = client.userTrades(symbol, from, to, PAGE);
        long millis = to.toEpochMilli() - from.toEpochMilli();
        if (page.size() < PAGE) {
            return page.stream().sorted(OLDEST_FIRST).toList();
        }
        if (millis < 1) {
            throw new ExchangeUnavailable(
                    Refusal.of(Refusal.Reason.REFUSED, "more trades within a millisecond than the exchange lists"));
        }
        Instant middle = from.plusMillis(millis / 2);
        return Stream.of(fills(symbol, from, middle), fills(symbol, middle.plusMillis(1), to))
                .flatMap(List::stream)
                .toList();
    }

    private static Instant createdAt(Order order) {
        Instant created = order.createdAt();
        return created == null ? order.updatedAt() : created;
    }
}
