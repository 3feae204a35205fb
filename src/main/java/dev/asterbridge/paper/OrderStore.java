package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All orders: those that are open, by symbol, and the newest of those that ended; and the fills of both. */
final class OrderStore {

    private static final long UNFILLED_KEPT = Duration.ofDays(7).toMillis();
    // Far from ids that other programs count up from one, so that a mix-up shows.
    private static final long FIRST_ID = 1_000_001;

    private final Map<Symbol, TreeMap<Long, VenueOrder>> open = new HashMap<>();
    private final History<VenueOrder> closed = new History<>();
    private final History<VenueTrade> trades = new History<>();
    private long nextOrderId = FIRST_ID;
    private long nextTradeId = FIRST_ID;
    private long changes;

    /** The id the next order will have; each is given out when the order is first kept. */
    long nextOrderId() {
        return nextOrderId;
    }

    long nextTradeId() {
        return nextTradeId;
    }

    /** Keeps the newest state of an order. */
    VenueOrder put(VenueOrder order) {
        TreeMap<Long, VenueOrder> book = open.computeIfAbsent(order.symbol(), s -> new TreeMap<>());
        if (order.open()) {
            book.put(order.orderId(), order);
        } else {
            book.remove(order.orderId());
            closed.add(order);
        }
        nextOrderId = Math.max(nextOrderId, order.orderId() + 1);
        changes++;
        return order;
    }

    void add(VenueTrade trade) {
        trades.add(trade);
        nextTradeId = trade.id() + 1;
        changes++;
    }

    /** By id. */
    List<VenueOrder> open(Symbol symbol) {
        return List.copyOf(open.getOrDefault(symbol, new TreeMap<>()).values());
    }

    /** Of every symbol, by id. */
    List<VenueOrder> open() {
        return open.values().stream()
                .map(TreeMap::values)
                .flatMap(Collection::stream)
                .sorted(Comparator.comparingLong(VenueOrder::orderId))
                .toList();
    }

    Optional<VenueOrder> findOpen(Symbol symbol, OrderKey key) {
        return open(symbol).stream().filter(key::names).findFirst();
    }

    /** The newest state of an order that was kept lately, however it ended. */
    Optional<VenueOrder> newest(VenueOrder order) {
        VenueOrder stillOpen =
                open.getOrDefault(order.symbol(), new TreeMap<>()).get(order.orderId());
        return stillOpen != null ? Optional.of(stillOpen) : closed.newest(other -> other.orderId() == order.orderId());
    }

    /** Takes an open order out, for another to be put in its place. */
    void lift(VenueOrder order) {
        open.getOrDefault(order.symbol(), new TreeMap<>()).remove(order.orderId());
        changes++;
    }

    /** The newest with this key; one that ended unfilled a week ago is forgotten. */
    Optional<VenueOrder> find(Symbol symbol, OrderKey key, long now) {
        return all(symbol, now).filter(key::names).max(Comparator.comparingLong(VenueOrder::orderId));
    }

    /** Open and closed, by id. */
    List<VenueOrder> history(Symbol symbol, long now) {
        return all(symbol, now)
                .sorted(Comparator.comparingLong(VenueOrder::orderId))
                .toList();
    }

    List<VenueOrder> closed() {
        return closed.list();
    }

    List<VenueTrade> trades() {
        return trades.list();
    }

    long changes() {
        return changes;
    }

    void restore(
            List<VenueOrder> openOrders,
            List<VenueOrder> closedOrders,
            List<VenueTrade> fills,
            long orderId,
            long tradeId) {
        open.clear();
        openOrders.forEach(this::put);
        closed.replace(closedOrders);
        trades.replace(fills);
        nextOrderId = orderId;
        nextTradeId = tradeId;
        changes++;
    }

    /** Forgets all orders; their ids are never given out again. */
    void clear() {
        restore(List.of(), List.of(), List.of(), nextOrderId, nextTradeId);
    }

    private Stream<VenueOrder> all(Symbol symbol, long now) {
        return Stream.concat(closed.list().stream(), open(symbol).stream())
                .filter(order -> order.symbol().equals(symbol))
                .filter(order -> order.open()
                        || order.executedQuantity().signum() > 0
                        || now - order.updateTime() <= UNFILLED_KEPT);
    }
}
