package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.StoredJson;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.TargetChain.Said;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's table of signals. */
@Component
class SignalRecords {

    /** More than this under way on one symbol is a flood, not trading. */
    static final int CAPACITY = 1000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
    private static final Duration FUTURE = Duration.ofSeconds(30);

    /** How much of what a strategy said counts when it is put in order. */
    static final int REMEMBERED = 64;

    /** How far that is looked for, so that a long journal costs no more than a short one. */
    private static final int NEAR = 20_000;

    private final SignalProperties properties;
    private final TargetRecords targets;

    SignalRecords(SignalProperties properties, TargetRecords targets) {
        this.properties = properties;
        this.targets = targets;
    }

    /**
     * What came of an alert that was brought in.
     *
     * @param duplicate whether it is a copy of one that is on record
     */
    record Taken(String id, Identity.By identifiedBy, boolean duplicate) {}

    /**
     * Puts an alert on record, or finds the one it is a copy of.
     *
     * @param now by the exchange's clock
     * @param here whether the sender of a signal still waits for its answer at this instance
     * @throws ProblemException 409 for a key that was used for another message, 422 for one that is too old or from the
     *     future, 503 when too many are under way
     */
    Taken take(Transaction tx, Alert alert, Instant now, Predicate<String> here) {
        Identity identity = Identity.of(alert);
        Optional<Last> last = last(tx.sql(), identity.content());
        Optional<Last> same = last.filter(it -> isCopy(tx, identity.by(), it, now, here));
        if (same.isPresent()) {
            return again(tx, alert, identity, same.get());
        }
        requireFresh(alert, now);
        requireRoom(tx.sql(), alert.signal().symbol());
        String previous = last.map(Last::id).orElse(null);
        String id = identity.id(previous, now);
        insert(tx, alert, identity, id, identity.after(previous), now);
        tx.record(
                id,
                "signal_accepted",
                Map.of(
                        "signal", alert.signal().words(),
                        "symbol", alert.signal().symbol().name(),
                        "source", alert.source(),
                        "identified_by", identity.by().text()));
        return new Taken(id, identity.by(), false);
    }

    /** The sender's connection is gone; whether the answer left it decides what a copy of the alert is. */
    void answered(Transaction tx, String id, boolean left, Instant now) {
        tx.sql()
                .sql("UPDATE signals SET asker = NULL, answered_at = COALESCE(answered_at, :at) WHERE id = :id")
                .param("at", left ? now.toEpochMilli() : null)
                .param("id", id)
                .update();
    }

    /** What was decided; empty while nothing is. */
    Optional<SignalOutcome> outcome(JdbcClient sql, String id) {
        return sql.sql("SELECT verdict, outcome FROM signals WHERE id = :id AND verdict IS NOT NULL")
                .param("id", id)
                .query((row, n) -> outcome(row.getString(1), row.getString(2)))
                .optional();
    }

    /** Decides a signal; false when it was decided before. */
    boolean decide(Transaction tx, String id, Progress.Decided decided, Instant now) {
        int rows = tx.sql()
                .sql("UPDATE signals SET verdict = :verdict, outcome = :outcome, decided_at = :now"
                        + " WHERE id = :id AND verdict IS NULL")
                .param("verdict", decided.verdict().text())
                .param("outcome", StoredJson.text(decided.outcome()))
                .param("now", now.toEpochMilli())
                .param("id", id)
                .update();
        if (rows == 1) {
            tx.record(id, "signal_" + decided.verdict().text(), Map.of("why", sentence(decided.outcome())));
        }
        if (rows == 1 && decided.verdict() == Verdict.EXECUTED) {
            executed(tx, id);
        }
        return rows == 1;
    }

    /** A close says what a target of 0 says, but for where its strategy goes on from. */
    private void executed(Transaction tx, String id) {
        record Row(Signal signal, Instant at) {}
        Row row = tx.sql()
                .sql("SELECT symbol, signal, fired_at, received_at FROM signals WHERE id = :id")
                .param("id", id)
                .query((it, n) -> new Row(
                        SignalText.read(new Symbol(it.getString("symbol")), it.getString("signal")),
                        time(it, it.getObject("fired_at") == null ? "received_at" : "fired_at")))
                .single();
        if (row.signal().intent() instanceof Signal.Close) {
            targets.closed(tx, row.signal(), id, row.at());
        }
    }

    static String sentence(SignalOutcome outcome) {
        return switch (outcome) {
            case SignalOutcome.Executed executed -> executed.message();
            case SignalOutcome.Refused refused -> refused.problem().detail();
            case SignalOutcome.Pending pending -> pending.message();
        };
    }

    List<Waiting> waiting(JdbcClient sql, Symbol symbol) {
        return sql.sql("""
                        SELECT s.id, s.signal, s.content, s.fired_at, s.received_at, s.expires_at,
                          (SELECT count(*) FROM orders o WHERE o.signal_id = s.id AND o.order_id IS NOT NULL) AS placed
                        FROM signals s WHERE s.symbol = :symbol AND s.verdict IS NULL ORDER BY s.seq LIMIT\s""" + CAPACITY)
                .param("symbol", symbol.name())
                .query((row, n) -> waiting(row, SignalText.read(symbol, row.getString("signal"))))
                .list();
    }

    /** Targets of a strategy that wait, and the newest that do not any more, in the order of arrival. */
    List<Said> said(JdbcClient sql, Symbol symbol, String strategy) {
        return sql
                .sql("""
                        SELECT * FROM signals WHERE symbol = :symbol AND strategy = :strategy AND verdict IS NULL
                        UNION ALL SELECT * FROM (SELECT * FROM signals
                          WHERE symbol = :symbol AND strategy = :strategy AND verdict IS NOT NULL
                            AND seq > (SELECT max(seq) FROM signals) - :near ORDER BY seq DESC LIMIT :most) AS decided
                        ORDER BY seq""")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("near", NEAR)
                .param("most", REMEMBERED)
                .query((row, n) -> said(row, SignalText.read(symbol, row.getString("signal"))))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Said> said(ResultSet row, Signal signal) throws SQLException {
        boolean timed = row.getObject("fired_at") != null;
        Instant at = time(row, timed ? "fired_at" : "received_at");
        boolean decided = row.getString("verdict") != null;
        return signal.intent() instanceof Signal.Target target
                ? Optional.of(new Said(
                        row.getString("id"),
                        target.size(),
                        target.previous(),
                        at,
                        timed ? null : row.getString("content"),
                        decided,
                        target.entry(),
                        signal.margin()))
                : Optional.empty();
    }

    private Waiting waiting(ResultSet row, Signal signal) throws SQLException {
        Instant fired = row.getObject("fired_at") == null ? null : time(row, "fired_at");
        Instant received = time(row, "received_at");
        return new Waiting(
                row.getString("id"),
                signal,
                row.getString("content"),
                fired,
                received,
                (fired == null ? received : fired).plus(properties.maxAlertAge()),
                time(row, "expires_at"),
                row.getInt("placed") > 0);
    }

    /** The newest closes that were carried out and are about the strategy, of those that came in before that one. */
    List<Standing> closes(JdbcClient sql, Symbol symbol, String strategy, long before) {
        return sql
                .sql("""
                        SELECT id, signal, fired_at, received_at FROM signals
                        WHERE symbol = :symbol AND strategy IN (:strategy, '') AND verdict = 'executed'
                          AND seq < :before AND seq > :before - :near ORDER BY seq DESC LIMIT :most""")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("before", before)
                .param("near", NEAR)
                .param("most", REMEMBERED)
                .query((row, n) -> close(row, SignalText.read(symbol, row.getString("signal")), strategy))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Standing> close(ResultSet row, Signal signal, String strategy) throws SQLException {
        Instant at = time(row, row.getObject("fired_at") == null ? "received_at" : "fired_at");
        boolean isMeant = signal.isOfAll() || signal.strategy().equals(strategy);
        return signal.intent() instanceof Signal.Close && isMeant
                ? Optional.of(Standing.ofClose(row.getString("id"), at, signal.positionSide()))
                : Optional.empty();
    }

    /** Whether there is an alert of that strategy, or what came of one that is not kept any more. */
    boolean knows(JdbcClient sql, String strategy) {
        return sql.sql("""
                        SELECT strategy FROM holdings WHERE strategy = :strategy
                        UNION SELECT strategy FROM targets WHERE strategy = :strategy
                        UNION SELECT strategy FROM (SELECT strategy FROM signals WHERE strategy = :strategy LIMIT 1) AS said""")
                .param("strategy", strategy)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Symbols with something to do. */
    List<Symbol> underWay(JdbcClient sql) {
        return sql.sql("""
                        SELECT symbol FROM signals WHERE verdict IS NULL
                        UNION SELECT o.symbol FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.outcome IS NULL""").query((row, n) -> new Symbol(row.getString(1))).list();
    }

    /** Symbols of which something should be held. */
    List<Symbol> held(JdbcClient sql) {
        return sql.sql("SELECT DISTINCT symbol FROM holdings WHERE amount <> '0'")
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }

    /** Why nothing new may be opened on the symbol; null when it may. */
    @Nullable
    String frozen(JdbcClient sql, Symbol symbol) {
        return sql.sql("SELECT frozen_why FROM lanes WHERE symbol = :symbol AND frozen_why IS NOT NULL")
                .param("symbol", symbol.name())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    LaneView view(JdbcClient sql, Symbol symbol, OrderQueries orders, HoldingRecords holdings) {
        record Row(
                @Nullable String owner,
                long epoch,
                @Nullable String frozen) {}
        Row lane = sql.sql("SELECT owner, epoch, frozen_why FROM lanes WHERE symbol = :symbol")
                .param("symbol", symbol.name())
                .query((row, n) -> new Row(row.getString(1), row.getLong(2), row.getString(3)))
                .optional()
                .orElse(new Row(null, 0, null));
        return new LaneView(
                orders.live(sql, symbol),
                waiting(sql, symbol),
                lane.owner(),
                lane.epoch(),
                lane.frozen(),
                holdings.isGuarded(sql, symbol),
                targets.of(sql, symbol));
    }

    private record Last(
            String id,
            String bodyHash,
            Instant receivedAt,
            @Nullable String asker,
            boolean answered) {}

    private static Optional<Last> last(JdbcClient sql, String content) {
        return sql.sql("SELECT * FROM signals WHERE content = :content ORDER BY seq DESC LIMIT 1")
                .param("content", content)
                .query((row, n) -> new Last(
                        row.getString("id"),
                        row.getString("body_hash"),
                        time(row, "received_at"),
                        row.getString("asker"),
                        row.getObject("answered_at") != null))
                .optional();
    }

    private static boolean isCopy(Transaction tx, Identity.By by, Last last, Instant now, Predicate<String> here) {
        boolean recent = Duration.between(last.receivedAt(), now).compareTo(by.window()) < 0;
        return recent && (by != Identity.By.NOTHING || !(last.answered() || isAsking(tx, last, now, here)));
    }

    /**
     * Whether the connection is still held by which the answer will leave. Another instance that has just died is alive by
     * its lease, but no sender waits for longer than a few seconds.
     */
    private static boolean isAsking(Transaction tx, Last last, Instant now, Predicate<String> here) {
        String asker = last.asker();
        if (asker == null || asker.equals(tx.instance())) {
            return asker != null && here.test(last.id());
        }
        return Duration.between(last.receivedAt(), now).abs().compareTo(LONGEST_WAIT) < 0
                && tx.sql()
                                .sql("SELECT count(*) FROM instances WHERE name = :asker AND lease_until > :now")
                                .param("asker", asker)
                                .param("now", tx.now())
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    private Taken again(Transaction tx, Alert alert, Identity identity, Last same) {
        if (!same.bodyHash().equals(Identity.hash(alert.body()))) {
            throw new ProblemException(Problem.conflict(
                    "IDEMPOTENCY_KEY_REUSED",
                    "The Idempotency-Key was used for another message within 7 days; use a new key for every alert"));
        }
        tx.sql()
                .sql("UPDATE signals SET deliveries = deliveries + 1 WHERE id = :id")
                .param("id", same.id())
                .update();
        return new Taken(same.id(), identity.by(), true);
    }

    private static String what(Signal signal) {
        return signal.intent() instanceof Signal.Target
                ? "a strategy's message"
                : signal.opens() ? "what opens a position" : "what reduces one";
    }

    /** @throws ProblemException 422 for an alert that is too old or from the future */
    void requireFresh(Alert alert, Instant now) {
        Instant fired = alert.firedAt();
        if (fired == null) {
            return;
        }
        Duration most = properties.maxAge(alert.signal());
        if (fired.plus(most).isBefore(now)) {
            throw new ProblemException(Problem.of(
                    422,
                    "ALERT_EXPIRED",
                    "The alert was fired at %s, %d s ago; at most %d s are allowed for %s"
                            .formatted(
                                    fired,
                                    Duration.between(fired, now).toSeconds(),
                                    most.toSeconds(),
                                    what(alert.signal()))));
        }
        if (fired.isAfter(now.plus(FUTURE))) {
            throw new ProblemException(Problem.of(
                    422,
                    "ALERT_FROM_THE_FUTURE",
                    "The alert says that it was fired at %s, but now is %s; use {{timenow}}, and check this machine's clock"
                            .formatted(fired, now)));
        }
    }

    private static void requireRoom(JdbcClient sql, Symbol symbol) {
        int underWay = sql.sql("SELECT count(*) FROM signals WHERE symbol = :symbol AND verdict IS NULL")
                .param("symbol", symbol.name())
                .query(Integer.class)
                .single();
        if (underWay >= CAPACITY) {
            throw new ProblemException(new Problem(
                    503,
                    "NOT_TAKING_SIGNALS",
                    "Too many signals wait on %s; send it again".formatted(symbol),
                    null,
                    Duration.ofSeconds(5),
                    List.of()));
        }
    }

    private void insert(Transaction tx, Alert alert, Identity identity, String id, String unique, Instant now) {
        Instant fired = alert.firedAt();
        Signal signal = alert.signal();
        Instant expires = (fired == null ? now : fired).plus(properties.maxAge(signal));
        tx.sql()
                .sql("""
                        INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol,
                          strategy, signal, reduces, fired_at, received_at, expires_at, deliveries, asker)
                        VALUES (:id, :identity, :content, :hash, :by, :source, :sender, :body, :symbol,
                          :strategy, :signal, :reduces,
                          :fired, :received, :expires, 1, :asker)""")
                .param("id", id)
                .param("identity", unique)
                .param("content", identity.content())
                .param("hash", Identity.hash(alert.body()))
                .param("by", identity.by().text())
                .param("source", alert.source())
                .param("sender", alert.sender())
                .param("body", alert.body())
                .param("symbol", signal.symbol().name())
                .param("strategy", signal.strategy())
                .param("signal", SignalText.of(signal))
                .param("reduces", signal.opens() ? 0 : 1)
                .param("fired", fired == null ? null : fired.toEpochMilli())
                .param("received", now.toEpochMilli())
                .param("expires", expires.toEpochMilli())
                .param("asker", tx.instance())
                .update();
    }

    static SignalOutcome outcome(String verdict, String outcome) {
        return verdict.equals(Verdict.EXECUTED.text())
                ? StoredJson.read(outcome, SignalOutcome.Executed.class)
                : StoredJson.read(outcome, SignalOutcome.Refused.class);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
