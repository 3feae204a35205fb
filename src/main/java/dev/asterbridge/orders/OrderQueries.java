package dev.asterbridge.orders;

import static dev.asterbridge.orders.OrderRows.attempt;
import static dev.asterbridge.orders.OrderRows.request;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Questions about orders and the requests for them: which are under way, which rest, what became of them. Changes nothing.
 */
@Component
public class OrderQueries {

    private final AttemptRecords attempts;
    private final FillRecords fills;

    OrderQueries(AttemptRecords attempts, FillRecords fills) {
        this.attempts = attempts;
        this.fills = fills;
    }

    /**
     * An order that rests, and how far it was known to be.
     *
     * @param seen the order as the exchange last showed it, as text
     */
    record Watched(LiveAttempt order, OrderStatus status, BigDecimal executed, String seen) {

        Symbol symbol() {
            return order.request().symbol();
        }

        String signalId() {
            return order.leg().signalId();
        }

        boolean isAsKnown(Order shown) {
            return shown.status() == status
                    && shown.executedQuantity().compareTo(executed) == 0
                    && shown.type().equals(StoredJson.read(seen, Order.class).type());
        }
    }

    // In the first two, CROSS JOIN keeps SQLite from walking through all that was ever ordered to find the few that are
    // under way.

    /** Requests of which it is not proven what became of them, oldest first. */
    public List<LiveAttempt> live(JdbcClient sql, Symbol symbol) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM attempts a CROSS JOIN orders o
                        WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.outcome IS NULL AND o.symbol = :symbol
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("symbol", symbol.name())
                .query((row, n) -> attempt(row))
                .list();
    }

    /** Orders that rest, and how far they are known. */
    List<Watched> watched(JdbcClient sql) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM orders o CROSS JOIN attempts a
                        WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                          AND o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')""")
                .query((row, n) -> new Watched(
                        attempt(row),
                        OrderStatus.valueOf(row.getString("status")),
                        new BigDecimal(row.getString("executed_quantity")),
                        row.getString("seen")))
                .list();
    }

    /** What rests of a strategy's own orders; its exits are none of them. */
    List<LiveAttempt> resting(JdbcClient sql, String strategy) {
        return resting(sql).stream()
                .filter(order ->
                        order.leg().strategy().equals(strategy) && !order.leg().isExit())
                .toList();
    }

    /** Requests for a strategy's own orders, its exits left out, that are not proven. */
    List<LiveAttempt> underWay(JdbcClient sql, String strategy) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM attempts a CROSS JOIN orders o
                        WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.outcome IS NULL AND o.strategy = :strategy
                          AND o.reduce_only = 0
                        ORDER BY a.prepared_at, a.client_order_id""").param("strategy", strategy).query((row, n) -> attempt(row)).list().stream()
                .filter(attempt -> !attempt.leg().isExit())
                .toList();
    }

    /** Orders that rest at the exchange, with the id under which they can be found. */
    List<LiveAttempt> resting(JdbcClient sql) {
        return watched(sql).stream().map(Watched::order).toList();
    }

    /** The order of that name that the exchange has shown once, whatever became of it. */
    Optional<LiveAttempt> placed(JdbcClient sql, Symbol symbol, ClientOrderId id) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.client_order_id = :id AND a.outcome = 'executed' AND o.symbol = :symbol""")
                .param("id", id.value())
                .param("symbol", symbol.name())
                .query((row, n) -> attempt(row))
                .optional();
    }

    /** What rests, and every order of the signals that say how what is held ends; those that were refused are left out. */
    public List<StandingOrder> standing(JdbcClient sql, Symbol symbol) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.* FROM (
                          SELECT * FROM orders WHERE symbol = :symbol AND status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')
                          UNION SELECT e.* FROM holdings h CROSS JOIN orders e
                          WHERE h.symbol = :symbol AND e.signal_id = h.exits_of) o CROSS JOIN attempts a
                        WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("symbol", symbol.name())
                .query((row, n) -> OrderRows.standing(row))
                .list();
    }

    /** What was to be ended on behalf of the signal, oldest first. */
    public List<StandingOrder> cancelledBy(JdbcClient sql, String signalId) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.* FROM orders o CROSS JOIN attempts a
                        WHERE o.cancelled_by = :by AND a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("by", signalId)
                .query((row, n) -> OrderRows.standing(row))
                .list();
    }

    /** The number of the signal's next order. */
    public int nextNumber(JdbcClient sql, String signalId) {
        return count(sql, "orders", signalId) + 1;
    }

    /** {@code ab-<signal>-<n>}, at most 28 characters: a strategy order of the exchange takes no longer name. */
    public ClientOrderId nextId(JdbcClient sql, String signalId) {
        return new ClientOrderId("ab-%s-%d".formatted(signalId, count(sql, "attempts", signalId) + 1));
    }

    private static int count(JdbcClient sql, String table, String signalId) {
        return sql.sql("SELECT count(*) FROM " + table + " WHERE signal_id = :signal")
                .param("signal", signalId)
                .query(Integer.class)
                .single();
    }

    /**
     * The quantity that orders which may still fill, and are not reduce-only, have not filled yet, by position side; zero for
     * a side that is missing.
     */
    public Map<PositionSide, BigDecimal> mayAdd(JdbcClient sql, Symbol symbol) {
        return sql
                .sql("""
                        SELECT o.signal_id, o.leg, o.position_side, o.quantity, o.executed_quantity FROM orders o
                        WHERE o.symbol = :symbol AND o.reduce_only = 0 AND o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')
                        UNION SELECT o.signal_id, o.leg, o.position_side, o.quantity, o.executed_quantity
                        FROM attempts a CROSS JOIN orders o
                        WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome IS NULL AND o.symbol = :symbol
                          AND o.reduce_only = 0""")
                .param("symbol", symbol.name())
                .query((row, n) -> Map.entry(
                        PositionSide.valueOf(row.getString(3)),
                        new BigDecimal(row.getString(4)).subtract(new BigDecimal(row.getString(5)))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, BigDecimal::add));
    }

    /** Whether something of the symbol was put on record in that time of what was filled at least in part. */
    public boolean isFilled(JdbcClient sql, Symbol symbol, Instant from, Instant to) {
        return !sql.sql("""
                        SELECT 1 FROM orders
                        WHERE seen_at BETWEEN :from AND :to AND symbol = :symbol AND executed_quantity <> '0' LIMIT 1""")
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .param("symbol", symbol.name())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /** The same, as if these had ended. */
    public OrderQueries without(List<StandingOrder> ended) {
        return new OrderQueries(attempts, fills) {
            @Override
            public Map<PositionSide, BigDecimal> mayAdd(JdbcClient sql, Symbol symbol) {
                Map<PositionSide, BigDecimal> left = new EnumMap<>(PositionSide.class);
                left.putAll(super.mayAdd(sql, symbol));
                // One of them may have been filled since it was read.
                ended.stream()
                        .filter(order -> isAdding(order.order().request(), symbol))
                        .forEach(order -> left.computeIfPresent(
                                order.order().request().positionSide(),
                                (side, all) -> all.subtract(order.left()).max(BigDecimal.ZERO)));
                return left;
            }
        };
    }

    private static boolean isAdding(OrderRequest order, Symbol symbol) {
        return order.symbol().equals(symbol) && !order.reduceOnly();
    }

    /** The orders of a signal, oldest first, with the requests for each and the trades that filled it. */
    public List<PlacedOrder> of(JdbcClient sql, String signalId) {
        List<Row> rows = sql.sql("SELECT * FROM orders WHERE signal_id = :signal ORDER BY abs(leg), leg DESC")
                .param("signal", signalId)
                .query((row, n) -> Row.of(row))
                .list();
        return rows.stream()
                .map(row -> new PlacedOrder(
                        row.leg(),
                        row.asked(),
                        row.seen(),
                        attempts.of(sql, row.leg()),
                        row.seen() == null
                                ? List.of()
                                : fills.of(sql, row.symbol(), row.seen().orderId())))
                .toList();
    }

    /** An order without what other tables say about it; they are asked once its own rows are read. */
    private record Row(
            Leg leg, String asked, Symbol symbol, @Nullable Order seen) {

        static Row of(ResultSet row) throws SQLException {
            String seen = row.getString("seen");
            OrderRequest request = request(row, "any");
            return new Row(
                    OrderRows.leg(row),
                    OrderRecords.describe(request),
                    request.symbol(),
                    seen == null ? null : StoredJson.read(seen, Order.class));
        }
    }

    /** Symbols of which something was ordered in that time, as far as it is still on record. */
    List<Symbol> symbols(JdbcClient sql, Instant from, Instant to) {
        return sql.sql("""
                        SELECT DISTINCT o.symbol FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.prepared_at BETWEEN :from AND :to""")
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }
}
