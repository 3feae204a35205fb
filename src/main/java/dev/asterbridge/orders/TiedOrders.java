package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.journal.Journal.Transaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts the exits that the exchange has tied to an order on record as orders of their own, as soon as there may be any: with
 * the first fill, in the same transaction, so that no fill is known and its exits are not; and when the order ends without a
 * fill, because then there should be none, and one that is there would be left over.
 *
 * <p>Each is a request that may have been executed, and nobody knows yet. What becomes of it is found out as of any other.
 */
@Component
class TiedOrders {

    /** How long the exchange may take to place them. */
    private static final Duration APPEARS_WITHIN = Duration.ofSeconds(5);

    private final OrderRecords records;
    private final ExchangeClock exchange;

    TiedOrders(OrderRecords records, ExchangeClock exchange) {
        this.records = records;
        this.exchange = exchange;
    }

    /** To be called whenever something new of the order is on record; safe to repeat. */
    void follow(Transaction tx, Leg leg, OrderRequest order) {
        if (order.tied().isEmpty()) {
            return;
        }
        driver(tx, order).filter(Driver::drives).ifPresent(driver -> {
            Instant now = exchange.now();
            Instant horizon = driver.filled() ? now.plus(APPEARS_WITHIN) : now;
            for (OrderRequest exit : order.tiedOrders()) {
                if (!isOnRecord(tx, exit)) {
                    Leg own = new Leg(leg.signalId(), nextNumber(tx, leg), false, leg.strategy(), purpose(exit));
                    // It was signed, sent and counted with its order.
                    records.prepare(
                            tx, own, new SentAlong(exit, driver.signer(), null, driver.requestHash(), horizon), now);
                }
            }
        });
    }

    private static Purpose purpose(OrderRequest exit) {
        boolean stops = exit.terms() instanceof OrderTerms.Triggered it && it.kind() == OrderTerms.Kind.STOP;
        return Purpose.exit(stops ? "stop" : "take-1");
    }

    /** Empty when the exchange has not shown the order. */
    private static Optional<Driver> driver(Transaction tx, OrderRequest order) {
        return tx.sql()
                .sql("""
                        SELECT o.status, o.executed_quantity, a.signer, a.request_hash FROM attempts a
                          JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.client_order_id = :id AND a.outcome = 'executed' AND o.status IS NOT NULL""")
                .param("id", order.clientOrderId().value())
                .query((row, n) -> new Driver(
                        OrderStatus.valueOf(row.getString(1)),
                        new BigDecimal(row.getString(2)).signum() > 0,
                        row.getString(3),
                        row.getString(4)))
                .optional();
    }

    private static boolean isOnRecord(Transaction tx, OrderRequest exit) {
        return tx.sql()
                        .sql("SELECT count(*) FROM attempts WHERE client_order_id = :id")
                        .param("id", exit.clientOrderId().value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Below zero: other exits are numbered by another thread, and must not meet these. */
    private static int nextNumber(Transaction tx, Leg leg) {
        return tx.sql()
                        .sql("SELECT COALESCE(MIN(leg), 0) FROM orders WHERE signal_id = :signal AND leg < 0")
                        .param("signal", leg.signalId())
                        .query(Integer.class)
                        .single()
                - 1;
    }

    /** The order that places them. */
    private record Driver(OrderStatus status, boolean filled, String signer, String requestHash) {

        boolean drives() {
            return filled || status.isFinal();
        }
    }

    /** A request that was part of another one. */
    private record SentAlong(
            OrderRequest request, String signer, @Nullable Long nonce, String requestHash, Instant horizon)
            implements SignedOrder {}
}
