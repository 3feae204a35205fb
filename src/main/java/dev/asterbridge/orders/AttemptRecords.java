package dev.asterbridge.orders;

import static dev.asterbridge.orders.OrderRows.time;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.journal.Journal.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The journal's table of attempts: each request that may have been sent, on record before it is, and what proved what became
 * of it. An outcome is written once.
 */
@Component
class AttemptRecords {

    /** Puts a request on record that is about to be sent. */
    void prepare(Transaction tx, Leg leg, SignedOrder signed, Instant now) {
        OrderRequest order = signed.request();
        tx.sql()
                .sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, nonce, request_hash, prepared_at,
                          horizon_at)
                        VALUES (:id, :signal, :leg, :signer, :nonce, :hash, :now, :horizon)""")
                .param("id", order.clientOrderId().value())
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("signer", signed.signer())
                .param("nonce", signed.nonce())
                .param("hash", signed.requestHash())
                .param("now", now.toEpochMilli())
                .param("horizon", signed.horizon().toEpochMilli())
                .update();
        tx.record(
                leg.signalId(),
                "attempt_recorded",
                Map.of("client_order_id", order.clientOrderId().value(), "order", OrderRecords.describe(order)));
    }

    /** Puts the outcome of a request on record; false when it was settled before. */
    boolean settle(Transaction tx, Leg leg, ClientOrderId id, Placement placement, Instant now) {
        Settled settled = Settled.by(placement);
        int rows = tx.sql()
                .sql("""
                        UPDATE attempts SET outcome = :outcome, answer = :answer, proof = :proof, resolved_at = :now
                        WHERE client_order_id = :id AND outcome IS NULL""")
                .param("outcome", settled.outcome())
                .param("answer", settled.answer())
                .param("proof", settled.proof())
                .param("now", now.toEpochMilli())
                .param("id", id.value())
                .update();
        if (rows == 0) {
            return false;
        }
        tx.record(
                leg.signalId(),
                "attempt_" + settled.outcome(),
                Map.of("client_order_id", id.value(), "answer", settled.answer(), "proof", settled.proof()));
        return true;
    }

    /** The requests for an order, oldest first. */
    List<PlacedOrder.Attempt> of(JdbcClient sql, Leg leg) {
        return sql.sql(
                        "SELECT * FROM attempts WHERE signal_id = :signal AND leg = :leg ORDER BY prepared_at, client_order_id")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> new PlacedOrder.Attempt(
                        new ClientOrderId(row.getString("client_order_id")),
                        row.getString("signer"),
                        row.getObject("nonce") == null ? null : row.getLong("nonce"),
                        row.getString("request_hash"),
                        time(row, "prepared_at"),
                        time(row, "horizon_at"),
                        row.getString("outcome"),
                        row.getString("answer"),
                        row.getString("proof"),
                        row.getObject("resolved_at") == null ? null : time(row, "resolved_at")))
                .list();
    }

    /** What is proven, in the words of the table. */
    private record Settled(String outcome, String answer, String proof) {

        static Settled by(Placement placement) {
            return switch (placement) {
                case Placement.Placed placed ->
                    new Settled("executed", "order " + placed.order().orderId(), "the exchange shows the order");
                case Placement.Refused refused ->
                    new Settled("refused", refused.refusal().toString(), "refused before anything was executed");
                case Placement.NotExecuted not -> new Settled("not_executed", "", not.proof());
                case Placement.Unproven unproven -> throw new IllegalArgumentException(unproven.why());
            };
        }
    }
}
