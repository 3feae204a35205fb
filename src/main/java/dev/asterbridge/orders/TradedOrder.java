package dev.asterbridge.orders;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An order of which something was filled, and when, as far as that can be told. */
record TradedOrder(Leg leg, Order seen, boolean atHand, Instant preparedAt, long seq) {

    private static final Comparator<TradedOrder> IN_ORDER = Comparator.comparing(TradedOrder::filledAt)
            .thenComparing(TradedOrder::preparedAt)
            .thenComparing(TradedOrder::seq)
            .thenComparing(traded -> traded.leg().number());

    /**
     * The newest orders that have moved what is held, what was filled last first.
     *
     * @param openings those only that have opened something to the side that is held
     * @param atHand one of them that may have rested since long before the newest that were placed; absent where there is none
     */
    static List<TradedOrder> newest(
            JdbcClient sql, Symbol symbol, Holding held, boolean openings, @Nullable Leg atHand) {
        return sql
                .sql("""
                        SELECT o.*, a.prepared_at, s.seq FROM orders o JOIN signals s ON s.id = o.signal_id
                          JOIN attempts a ON a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        WHERE o.symbol = :symbol AND o.strategy = :strategy AND o.position_side = :side
                          AND o.executed_quantity <> '0' AND o.seen IS NOT NULL
                          AND (:openings = 0 OR (o.role = '' AND o.side = :direction))
                        ORDER BY CASE WHEN o.signal_id = :signal AND o.leg = :leg THEN 0 ELSE 1 END, a.prepared_at DESC
                        LIMIT 50""")
                .param("symbol", symbol.name())
                .param("strategy", held.strategy())
                .param("side", held.positionSide().name())
                .param("openings", openings ? 1 : 0)
                .param("direction", held.direction().name())
                .param("signal", atHand == null ? "" : atHand.signalId())
                .param("leg", atHand == null ? 0 : atHand.number())
                .query((row, n) -> of(row, atHand))
                .list()
                .stream()
                .sorted(IN_ORDER.reversed())
                .toList();
    }

    private static TradedOrder of(ResultSet row, @Nullable Leg atHand) throws SQLException {
        Leg leg = OrderRows.leg(row);
        return new TradedOrder(
                leg,
                StoredJson.read(row.getString("seen"), Order.class),
                atHand != null && leg.signalId().equals(atHand.signalId()) && leg.number() == atHand.number(),
                OrderRows.time(row, "prepared_at"),
                row.getLong("seq"));
    }

    /**
     * Whether it has opened something to the side that is held; what is held by one strategy may be less for the account,
     * and is ordered reduce-only then.
     */
    boolean opens(Holding held) {
        return !leg.isExit() && seen.side() == held.direction();
    }

    BigDecimal change() {
        return seen.side() == Side.BUY
                ? seen.executedQuantity()
                : seen.executedQuantity().negate();
    }

    /** By the exchange's clock; of one that was cancelled after a fill that was seen before it is not known. */
    private Instant filledAt() {
        boolean shows =
                atHand || seen.status() == OrderStatus.FILLED || !seen.status().isFinal();
        // What was tied to another order is on record since that was seen to be filled, and may have been filled
        // before.
        boolean after = leg.number() < 0 || seen.updatedAt().isAfter(preparedAt);
        return shows && after ? seen.updatedAt() : preparedAt;
    }
}
