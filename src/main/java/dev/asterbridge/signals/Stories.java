package dev.asterbridge.signals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.StoredJson;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.signals.SignalStory.Durations;
import dev.asterbridge.signals.SignalStory.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tells what is on record about alerts. */
@Service
class Stories {

    private static final String SELECT = """
            SELECT s.*, (SELECT count(*) FROM attempts a
              WHERE a.signal_id = s.id AND a.outcome IS NULL AND a.horizon_at < :overdue) AS stuck FROM signals s""";

    private final Journal journal;
    private final OrderQueries orders;
    private final ExchangeClock exchange;

    Stories(Journal journal, OrderQueries orders, ExchangeClock exchange) {
        this.journal = journal;
        this.orders = orders;
        this.exchange = exchange;
    }

    /** The newest, in short. */
    List<SignalSummary> newest(@Nullable Symbol symbol, @Nullable Instant before, int limit) {
        return journal.read(sql -> sql.sql(SELECT + " WHERE s.received_at < :before"
                        + (symbol == null ? "" : " AND s.symbol = :symbol")
                        + " ORDER BY s.received_at DESC, s.seq DESC LIMIT :limit")
                .param("overdue", overdue())
                .param("before", before == null ? Long.MAX_VALUE : before.toEpochMilli())
                .param("symbol", symbol == null ? "" : symbol.name())
                .param("limit", limit)
                .query((row, n) -> summary(row))
                .list());
    }

    /** All there is about one; empty when there is none of that id. */
    Optional<SignalStory> of(String id) {
        record Row(SignalSummary summary, String body) {}
        return journal.read(sql -> sql.sql(SELECT + " WHERE s.id = :id")
                .param("overdue", overdue())
                .param("id", id)
                .query((row, n) -> new Row(summary(row), row.getString("body")))
                .optional()
                .map(row -> {
                    List<PlacedOrder> placed = orders.of(sql, id);
                    return new SignalStory(
                            row.summary(), row.body(), durations(row.summary(), placed), placed, events(sql, id));
                }));
    }

    private long overdue() {
        return exchange.now().minus(LaneState.Unproven.PATIENCE).toEpochMilli();
    }

    private static List<Event> events(JdbcClient sql, String id) {
        return sql.sql("SELECT at, kind, data FROM events WHERE subject = :id ORDER BY at, chain, seq")
                .param("id", id)
                .query((row, n) -> new Event(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        StoredJson.read(row.getString(3), ObjectNode.class)))
                .list();
    }

    private static Durations durations(SignalSummary signal, List<PlacedOrder> placed) {
        Optional<PlacedOrder.Attempt> first =
                placed.stream().flatMap(order -> order.attempts().stream()).findFirst();
        Instant ordered = first.map(PlacedOrder.Attempt::preparedAt).orElse(null);
        return new Durations(
                millis(signal.firedAt(), signal.receivedAt()),
                millis(signal.receivedAt(), ordered),
                millis(ordered, first.map(PlacedOrder.Attempt::resolvedAt).orElse(null)),
                millis(signal.receivedAt(), signal.decidedAt()));
    }

    private static @Nullable Long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }

    private static SignalSummary summary(ResultSet row) throws SQLException {
        Symbol symbol = new Symbol(row.getString("symbol"));
        String verdict = row.getString("verdict");
        SignalOutcome outcome = verdict == null ? null : SignalRecords.outcome(verdict, row.getString("outcome"));
        String underWay = row.getInt("stuck") > 0 ? "needs_person" : "waiting";
        return new SignalSummary(
                row.getString("id"),
                verdict == null ? underWay : verdict,
                symbol,
                SignalText.read(symbol, row.getString("signal")).words(),
                outcome == null ? null : SignalRecords.sentence(outcome),
                outcome instanceof SignalOutcome.Refused refused
                        ? refused.problem().error()
                        : null,
                row.getString("source"),
                row.getString("sender"),
                row.getString("identified_by"),
                row.getInt("deliveries"),
                time(row, "fired_at"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                time(row, "answered_at"),
                time(row, "decided_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : Instant.ofEpochMilli(row.getLong(column));
    }
}
