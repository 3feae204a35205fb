package dev.asterbridge.orders;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The journal's table of holdings: what each strategy should hold of a symbol by the fills on record, and what guards it.
 * A holding that comes to zero, or goes through it, loses its guard.
 */
@Component
class HoldingRecords {

    /** Symbols with something that should be ended, or rests only for so long. */
    private static final String GUARDED = """
            symbol FROM (
              SELECT symbol FROM holdings WHERE exits IS NOT NULL
              UNION ALL SELECT symbol FROM orders
              WHERE (role <> '' OR cancel_at IS NOT NULL) AND status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')) w""";

    /** What should be held of the symbol, by strategy; what was ever held, flat or not. */
    List<Holding> of(JdbcClient sql, Symbol symbol) {
        return sql.sql("SELECT * FROM holdings WHERE symbol = :symbol ORDER BY strategy, position_side")
                .param("symbol", symbol.name())
                .query((row, n) -> new Holding(
                        row.getString("strategy"),
                        PositionSide.valueOf(row.getString("position_side")),
                        new BigDecimal(row.getString("amount")),
                        guard(row)))
                .list();
    }

    /** Moves what is held by what was filled of an order since it was last seen, and guards it as the order says. */
    void filled(Transaction tx, Leg leg, Order order, BigDecimal filled) {
        BigDecimal change = order.side() == Side.BUY ? filled : filled.negate();
        boolean turned = move(tx, order.symbol(), leg.strategy(), order.positionSide(), change);
        if (turned) {
            guardAnew(tx, leg, order);
        } else {
            guard(tx, leg, order);
        }
    }

    /** True when nothing is held any more, or something is again, or the other way round. */
    boolean move(Transaction tx, Symbol symbol, String strategy, PositionSide side, BigDecimal change) {
        BigDecimal before = amount(tx.sql(), symbol, strategy, side);
        BigDecimal after = before.add(change);
        tx.sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount)"
                        + " VALUES (:symbol, :strategy, :side, :amount)"
                        + " ON CONFLICT (symbol, strategy, position_side) DO UPDATE SET amount = excluded.amount")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("side", side.name())
                .param("amount", plain(after))
                .update();
        if (after.signum() != before.signum()) {
            tx.sql()
                    .sql("UPDATE holdings SET exits = NULL, exits_of = NULL, exits_from = NULL, exits_even = 0"
                            + " WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                    .param("symbol", symbol.name())
                    .param("strategy", strategy)
                    .param("side", side.name())
                    .update();
        }
        return after.signum() != before.signum();
    }

    /** From now on the stop of what is held belongs where nothing is lost any more. */
    void even(Transaction tx, Symbol symbol, Holding held) {
        tx.sql()
                .sql(
                        "UPDATE holdings SET exits_even = 1 WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                .param("symbol", symbol.name())
                .param("strategy", held.strategy())
                .param("side", held.positionSide().name())
                .update();
    }

    /** Whether something of the symbol has to be watched: what should be ended, or what rests only for so long. */
    boolean isGuarded(JdbcClient sql, Symbol symbol) {
        return !sql.sql("SELECT " + GUARDED + " WHERE symbol = :symbol LIMIT 1")
                .param("symbol", symbol.name())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /** Symbols of which something has to be watched. */
    List<Symbol> guarded(JdbcClient sql) {
        return sql.sql("SELECT DISTINCT " + GUARDED)
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }

    private static Holding.@Nullable Guard guard(ResultSet row) throws SQLException {
        String exits = row.getString("exits");
        return exits == null
                ? null
                : new Holding.Guard(
                        row.getString("exits_of"),
                        exits,
                        new BigDecimal(row.getString("exits_from")),
                        row.getInt("exits_even") == 1);
    }

    private BigDecimal amount(JdbcClient sql, Symbol symbol, String strategy, PositionSide side) {
        return of(sql, symbol).stream()
                .filter(held -> held.strategy().equals(strategy) && held.positionSide() == side)
                .map(Holding::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** What an order says about the end of what it opens counts from its first fill on, and from its price. */
    private void guard(Transaction tx, Leg leg, Order order) {
        BigDecimal held = amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        if (leg.purpose().exits() == null || held.signum() != (order.side() == Side.BUY ? 1 : -1)) {
            return;
        }
        tx.sql()
                .sql("""
                        UPDATE holdings SET exits_even = CASE WHEN exits_of = :signal THEN exits_even ELSE 0 END, exits = :exits,
                          exits_of = :signal, exits_from = :price
                        WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side""")
                .param("exits", leg.purpose().exits())
                .param("signal", leg.signalId())
                .param("price", plain(order.averagePrice()))
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.positionSide().name())
                .update();
    }

    /** Fills are not always seen in their order: what is held now is what was filled last to that side. */
    private void guardAnew(Transaction tx, Leg leg, Order order) {
        BigDecimal held = amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        // The newest that were placed, and the one at hand: it may have rested since long before them.
        tx
                .sql()
                .sql("""
                        SELECT o.*, a.prepared_at, s.seq FROM orders o JOIN signals s ON s.id = o.signal_id
                          JOIN attempts a ON a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        WHERE o.symbol = :symbol AND o.strategy = :strategy AND o.position_side = :side AND o.role = ''
                          AND o.side = :direction AND o.reduce_only = 0 AND o.executed_quantity <> '0' AND o.seen IS NOT NULL
                        ORDER BY CASE WHEN o.signal_id = :signal AND o.leg = :leg THEN 0 ELSE 1 END, a.prepared_at DESC
                        LIMIT 20""")
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.positionSide().name())
                .param("direction", held.signum() < 0 ? "SELL" : "BUY")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> Opening.of(row))
                .list()
                .stream()
                .max(Opening.IN_ORDER)
                .ifPresent(newest -> guard(tx, newest.leg(), newest.seen()));
    }

    /** An order that has opened something. */
    private record Opening(Leg leg, Order seen, Instant preparedAt, long seq) {

        static final Comparator<Opening> IN_ORDER = Comparator.comparing(Opening::filledAt)
                .thenComparing(Opening::preparedAt)
                .thenComparing(Opening::seq)
                .thenComparing(opening -> opening.leg().number());

        static Opening of(ResultSet row) throws SQLException {
            return new Opening(
                    OrderRows.leg(row),
                    StoredJson.read(row.getString("seen"), Order.class),
                    OrderRows.time(row, "prepared_at"),
                    row.getLong("seq"));
        }

        /** By the exchange's clock; of one that was cancelled after a fill it is not known. */
        private Instant filledAt() {
            boolean shows =
                    seen.status() == OrderStatus.FILLED || !seen.status().isFinal();
            return shows && seen.updatedAt().isAfter(preparedAt) ? seen.updatedAt() : preparedAt;
        }
    }
}
