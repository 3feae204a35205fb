package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A journal with signals in it, and what this room put on record for them. */
final class OrdersOnRecord {

    final TestClock clock = new TestClock();
    final FakeExchange exchange = new FakeExchange();
    final JournalInMemory journal = new JournalInMemory(clock);
    final OrderRecords records = OrdersOnFake.records();
    final OrderQueries queries = OrdersOnFake.queries();
    final HoldingRecords holdings = new HoldingRecords();
    final FillRecords trades = new FillRecords();

    OrdersOnRecord() {
        exchange.clock = clock;
    }

    /** The first order of a signal that is on record. */
    Leg leg(String signal) {
        journal.sql().sql("""
                        INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol,
                          signal, reduces, received_at, expires_at, deliveries)
                        VALUES (:id, :id, :id, 'h', 'time', '/h', 's', 'b', 'BTCUSDT', '{}', 0, 0, 0, 1)""").param("id", signal).update();
        return new Leg(signal, 1, false, "", Purpose.ASKED);
    }

    OrderRequest buy(String name, String quantity) {
        return request(name, Side.BUY, quantity, null);
    }

    OrderRequest sell(String name, String quantity) {
        return request(name, Side.SELL, quantity, null);
    }

    OrderRequest limit(String name, String quantity) {
        return request(name, Side.BUY, quantity, Price.of("49000"));
    }

    static Order order(long id, OrderRequest request, OrderStatus status, String executed) {
        return order(id, request, status, executed, Instant.EPOCH);
    }

    static Order order(long id, OrderRequest request, OrderStatus status, String executed, Instant updatedAt) {
        BigDecimal price = new BigDecimal("50000");
        return new Order(
                id,
                request.clientOrderId().value(),
                request.symbol(),
                request.side(),
                request.positionSide(),
                status,
                "LIMIT",
                "LIMIT",
                "GTC",
                request.quantity().value(),
                new BigDecimal(executed),
                price,
                price,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                request.reduceOnly(),
                false,
                "CONTRACT_PRICE",
                null,
                updatedAt);
    }

    /** Puts a request on record as about to be sent. */
    void prepare(Leg leg, OrderRequest request) {
        journal.write(tx -> {
            records.prepare(tx, leg, exchange.sign(request), clock.instant());
            return leg;
        });
    }

    boolean settle(Leg leg, OrderRequest request, Placement placement) {
        return journal.write(tx -> records.settle(tx, leg, request.clientOrderId(), placement, clock.instant()));
    }

    void seen(Leg leg, Order order) {
        journal.write(tx -> {
            records.seen(tx, leg, order, clock.instant());
            return leg;
        });
    }

    List<PlacedOrder> of(String signal) {
        return journal.read(sql -> queries.of(sql, signal));
    }

    List<LiveAttempt> live() {
        return journal.read(sql -> queries.live(sql, BTC));
    }

    List<String> attempts() {
        return journal.sql()
                .sql("SELECT client_order_id || ' ' || signer || ' ' || nonce || ' ' || request_hash || ' ' ||"
                        + " COALESCE(outcome, 'live') FROM attempts ORDER BY client_order_id")
                .query(String.class)
                .list();
    }

    /** A column of the only attempt. */
    Object column(String name) {
        return journal.sql().sql("SELECT * FROM attempts").query().singleRow().get(name);
    }

    Map<String, Object> row(Leg leg) {
        return journal.sql()
                .sql("SELECT * FROM orders WHERE signal_id = :id AND leg = :leg")
                .param("id", leg.signalId())
                .param("leg", leg.number())
                .query()
                .singleRow();
    }

    String holding() {
        return holding(PositionSide.BOTH);
    }

    String holding(PositionSide side) {
        return journal.read(sql -> holdings.of(sql, BTC)).stream()
                .filter(held -> held.positionSide() == side)
                .map(Holding::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    private static OrderRequest request(String name, Side side, String quantity, Price price) {
        return new OrderRequest(
                new ClientOrderId(name),
                BTC,
                side,
                PositionSide.BOTH,
                Quantity.of(quantity),
                price == null ? new OrderTerms.Market() : OrderTerms.at(price),
                side == Side.SELL);
    }
}
