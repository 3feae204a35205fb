package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.journal.Journal.Transaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts the stop that the exchange has tied to an order on record as an order of its own, as soon as there may be one: with
 * the first fill, in the same transaction, so that no fill is known and its stop is not; and when the order ends without a
 * fill, because then there should be none, and one that is there would be left over.
 *
 * <p>It is a request that may have been executed, and nobody knows yet. What becomes of it is found out as of any other.
 */
@Component
class TiedStops {

    /** How long the exchange may take to place it. */
    private static final Duration APPEARS_WITHIN = Duration.ofSeconds(5);

    private static final String ROLE = "stop";

    private final OrderRecords records;
    private final ExchangeClock exchange;

    TiedStops(OrderRecords records, ExchangeClock exchange) {
        this.records = records;
        this.exchange = exchange;
    }

    /** To be called whenever something new of the order is on record; safe to repeat. */
    void follow(Transaction tx, Leg leg, OrderRequest order) {
        Optional<OrderRequest> stop = order.stop();
        Optional<Driver> driver = stop.isEmpty() ? Optional.empty() : driver(tx, leg, order);
        if (stop.isPresent() && driver.isPresent() && driver.get().drives()) {
            Instant now = exchange.now();
            Instant horizon = driver.get().filled() ? now.plus(APPEARS_WITHIN) : now;
            Leg own = new Leg(leg.signalId(), -leg.number(), false, leg.strategy(), Purpose.exit(ROLE));
            // It was signed, sent and counted with its order.
            records.prepare(
                    tx,
                    own,
                    new SentAlong(
                            stop.get(),
                            driver.get().signer(),
                            null,
                            driver.get().requestHash(),
                            horizon),
                    now);
        }
    }

    /** Empty when the exchange has not shown the order, or its stop is on record. */
    private static Optional<Driver> driver(Transaction tx, Leg leg, OrderRequest order) {
        return tx.sql()
                .sql("""
                        SELECT o.status, o.executed_quantity, a.signer, a.request_hash FROM attempts a
                          JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.client_order_id = :id AND a.outcome = 'executed' AND o.status IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM orders s WHERE s.signal_id = :signal AND s.leg = :stop)""")
                .param("id", order.clientOrderId().value())
                .param("signal", leg.signalId())
                .param("stop", -leg.number())
                .query((row, n) -> new Driver(
                        OrderStatus.valueOf(row.getString(1)),
                        new BigDecimal(row.getString(2)).signum() > 0,
                        row.getString(3),
                        row.getString(4)))
                .optional();
    }

    /** The order that places the stop. */
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
