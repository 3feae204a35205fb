package dev.asterbridge.orders;

import static dev.asterbridge.exchange.Decimals.plain;
import static dev.asterbridge.orders.OrderRows.leg;
import static dev.asterbridge.orders.OrderRows.time;

import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The journal's table of fills: the trades that filled orders, and which orders have fills that are still to be read.
 * A trade is on record once, however often it is read.
 */
@Component
class FillRecords {

    /** An order of which more is executed than is explained by fills. */
    record Unbooked(Leg leg, Symbol symbol, long orderId, Instant preparedAt) {}

    List<Unbooked> unbooked(JdbcClient sql) {
        return sql.sql("""
                        SELECT o.*, (SELECT min(e.prepared_at) FROM attempts e
                            WHERE e.signal_id = o.signal_id AND (e.leg = o.leg OR o.leg < 0)) AS prepared_at
                        FROM orders o JOIN attempts a ON a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        WHERE o.booked <> o.executed_quantity AND o.order_id IS NOT NULL
                        ORDER BY o.seen_at DESC LIMIT 200""")
                .query((row, n) -> new Unbooked(
                        leg(row),
                        new Symbol(row.getString("symbol")),
                        row.getLong("order_id"),
                        time(row, "prepared_at")))
                .list();
    }

    /** Puts the trades of an order on record, and how much of what is executed they explain. */
    void book(Transaction tx, Unbooked order, List<Fill> fills) {
        fills.forEach(fill -> insert(tx, order, fill));
        BigDecimal booked = of(tx.sql(), order.symbol(), order.orderId()).stream()
                .map(PlacedOrder.Trade::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        tx.sql()
                .sql("UPDATE orders SET booked = :booked WHERE signal_id = :signal AND leg = :leg")
                .param("booked", plain(booked))
                .param("signal", order.leg().signalId())
                .param("leg", order.leg().number())
                .update();
    }

    /** The trades that filled an order, oldest first. */
    List<PlacedOrder.Trade> of(JdbcClient sql, Symbol symbol, long orderId) {
        return sql.sql("SELECT * FROM fills WHERE symbol = :symbol AND order_id = :order ORDER BY trade_id")
                .param("symbol", symbol.name())
                .param("order", orderId)
                .query((row, n) -> new PlacedOrder.Trade(
                        row.getLong("trade_id"),
                        new BigDecimal(row.getString("price")),
                        new BigDecimal(row.getString("quantity")),
                        new BigDecimal(row.getString("commission")),
                        row.getString("commission_asset"),
                        new BigDecimal(row.getString("realized_profit")),
                        row.getInt("maker") == 1,
                        time(row, "at")))
                .list();
    }

    private static void insert(Transaction tx, Unbooked order, Fill fill) {
        tx.sql()
                .sql("""
                        INSERT INTO fills (symbol, trade_id, order_id, signal_id, price, quantity, commission,
                          commission_asset, realized_profit, maker, at)
                        VALUES (:symbol, :trade, :order, :signal, :price, :quantity, :commission, :asset, :profit, :maker, :at)
                        ON CONFLICT (symbol, trade_id) DO NOTHING""")
                .param("symbol", fill.symbol().name())
                .param("trade", fill.tradeId())
                .param("order", fill.orderId())
                .param("signal", order.leg().signalId())
                .param("price", plain(fill.price()))
                .param("quantity", plain(fill.quantity()))
                .param("commission", plain(fill.commission()))
                .param("asset", fill.commissionAsset())
                .param("profit", plain(fill.realizedProfit()))
                .param("maker", fill.maker() ? 1 : 0)
                .param("at", fill.time().toEpochMilli())
                .update();
    }
}
