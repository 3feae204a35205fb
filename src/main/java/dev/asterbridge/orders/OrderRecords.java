package dev.asterbridge.orders;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The journal's table of orders, and what belongs in one transaction with a change of it: a request goes on record with its
 * order, what is filled with what is held.
 */
@Component
class OrderRecords {

    private final AttemptRecords attempts;
    private final HoldingFills fills;

    OrderRecords(AttemptRecords attempts, HoldingFills fills) {
        this.attempts = attempts;
        this.fills = fills;
    }

    /** Puts a request on record that is about to be sent. */
    void prepare(Transaction tx, Leg leg, SignedOrder signed, Instant now) {
        put(tx, leg, signed.request());
        attempts.prepare(tx, leg, signed, now);
    }

    private static void put(Transaction tx, Leg leg, OrderRequest order) {
        Instant cancelAt = leg.purpose().cancelAt();
        tx.sql()
                .sql("""
                        INSERT INTO orders (signal_id, leg, symbol, strategy, side, position_side, quantity, terms, reduce_only,
                          early, role, exits, cancel_at, tied, executed_quantity, booked)
                        VALUES (:signal, :leg, :symbol, :strategy, :side, :positionSide, :quantity, :terms, :reduceOnly, :early,
                          :role, :exits, :cancelAt, :tied, '0', '0')
                        ON CONFLICT (signal_id, leg) DO UPDATE SET side = excluded.side, quantity = excluded.quantity, reduce_only = excluded.reduce_only,
                          terms = excluded.terms, tied = excluded.tied, position_side = excluded.position_side, early = excluded.early,
                          exits = excluded.exits, cancel_at = excluded.cancel_at""")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.side().name())
                .param("positionSide", order.positionSide().name())
                .param("quantity", order.quantity().toString())
                .param("terms", order.terms().toString())
                .param("reduceOnly", order.reduceOnly() ? 1 : 0)
                .param("early", leg.early() ? 1 : 0)
                .param("role", leg.purpose().role())
                .param("exits", leg.purpose().exits())
                .param("cancelAt", cancelAt == null ? null : cancelAt.toEpochMilli())
                .param("tied", order.tied().isEmpty() ? null : order.ties())
                .update();
    }

    /** Puts the outcome of a request on record; what is settled once stays. */
    boolean settle(Transaction tx, Leg leg, ClientOrderId id, Placement placement, Instant now) {
        boolean settled = attempts.settle(tx, leg, id, placement, now);
        if (settled && placement instanceof Placement.Placed placed) {
            seen(tx, leg, placed.order(), now);
        }
        return settled;
    }

    /**
     * Takes over what the exchange shows of an order; what was filled since moves the holdings.
     *
     * @return whether its state, or how much of it is filled, is another one than before
     */
    boolean seen(Transaction tx, Leg leg, Order order, Instant now) {
        Known known = known(tx, leg);
        // What is filled stays filled, what has ended stays ended; an older view that comes late changes nothing.
        if (order.executedQuantity().compareTo(known.executed()) < 0 || !update(tx, leg, order, known, now)) {
            return false;
        }
        BigDecimal filled = order.executedQuantity().subtract(known.executed());
        if (filled.signum() > 0) {
            fills.filled(tx, leg, order, filled);
            tx.record(
                    leg.signalId(),
                    "order_filled",
                    Map.of(
                            "client_order_id", order.clientOrderId(),
                            "filled", plain(filled),
                            "average_price", plain(order.averagePrice()),
                            "status", order.status().name()));
        }
        return filled.signum() > 0 || !order.status().name().equals(known.status());
    }

    private record Known(BigDecimal executed, @Nullable String status) {}

    private static Known known(Transaction tx, Leg leg) {
        return tx.sql()
                .sql("SELECT executed_quantity, status FROM orders WHERE signal_id = :signal AND leg = :leg")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> new Known(new BigDecimal(row.getString(1)), row.getString(2)))
                .single();
    }

    private static boolean update(Transaction tx, Leg leg, Order order, Known known, Instant now) {
        int rows = tx.sql()
                .sql("""
                        UPDATE orders SET order_id = :order, status = :status, executed_quantity = :executed, seen = :seen,
                          seen_at = :now
                        WHERE signal_id = :signal AND leg = :leg AND executed_quantity = :before
                          AND (:final = 1 OR status IS NULL OR status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER'))""")
                .param("final", order.status().isFinal() ? 1 : 0)
                .param("order", order.orderId())
                .param("status", order.status().name())
                .param("executed", plain(order.executedQuantity()))
                .param("seen", StoredJson.text(order))
                .param("now", now.toEpochMilli())
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("before", plain(known.executed()))
                .update();
        return rows == 1;
    }

    /**
     * Takes an order that the exchange does not know any more for ended; what was filled of it stays filled.
     *
     * @return whether it was still alive on record
     */
    boolean gone(Transaction tx, LiveAttempt order, Instant now) {
        Leg leg = order.leg();
        String last = tx.sql()
                .sql("SELECT seen FROM orders WHERE signal_id = :signal AND leg = :leg")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> row.getString(1))
                .single();
        boolean ended = seen(tx, leg, StoredJson.read(last, Order.class).with(OrderStatus.EXPIRED), now);
        if (ended) {
            tx.record(
                    leg.signalId(),
                    "order_gone",
                    Map.of("client_order_id", order.id().value()));
        }
        return ended;
    }

    /** Remembers on whose behalf an order is going to be ended. */
    void cancels(Transaction tx, String signalId, Leg leg) {
        tx.sql()
                .sql("UPDATE orders SET cancelled_by = :by WHERE signal_id = :signal AND leg = :leg")
                .param("by", signalId)
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .update();
    }

    /** Lets an order rest until then; as long as it takes where that is absent. */
    void restUntil(Transaction tx, LiveAttempt order, @Nullable Instant until) {
        tx.sql()
                .sql("UPDATE orders SET cancel_at = :until WHERE signal_id = :signal AND leg = :leg")
                .param("until", until == null ? null : until.toEpochMilli())
                .param("signal", order.leg().signalId())
                .param("leg", order.leg().number())
                .update();
        tx.record(
                order.leg().signalId(),
                "expiry_moved",
                Map.of("client_order_id", order.id().value(), "until", until == null ? "never" : until.toString()));
    }

    static String describe(OrderRequest order) {
        String terms = order.terms().toString();
        String what = "%s %s %s".formatted(order.side(), order.quantity(), order.symbol());
        return terms.replaceFirst("^\\w+", "$0 " + what)
                + (order.reduceOnly() ? " reduce-only" : "")
                + (order.tied().isEmpty() ? "" : ", tied to it " + order.ties());
    }
}
