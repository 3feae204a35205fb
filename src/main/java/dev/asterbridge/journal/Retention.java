package dev.asterbridge.journal;

import dev.asterbridge.journal.Journal.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Deletes what is over and old enough, a little at a time.
 *
 * <p>Stays: what is under way, on paper too, and of alerts without a time of their own the newest of each content, by which a resend is
 * known.
 */
@Component
class Retention implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    static final int BATCH = 200;

    private static final String OLD_SIGNALS = """
            SELECT s.seq, s.id FROM signals s
            WHERE s.seq > :after AND s.received_at < :before AND s.verdict IS NOT NULL AND s.decided_at < :before
              AND (s.identified_by = 'time'
                   OR EXISTS (SELECT 1 FROM signals n WHERE n.content = s.content AND n.seq > s.seq))
              AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.signal_id = s.id AND a.outcome IS NULL)
              AND NOT EXISTS (SELECT 1 FROM orders o
                              WHERE o.signal_id = s.id AND o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER'))
              AND NOT EXISTS (SELECT 1 FROM holdings h WHERE h.exits_of = s.id)
              AND NOT EXISTS (SELECT 1 FROM shadows x WHERE x.signal_id = s.id AND x.resting = 1)
            ORDER BY s.seq LIMIT :batch""";
    /** Only from the front, and never the last: the next event continues it. */
    private static final String OLD_EVENTS = """
            SELECT seq, at FROM events
            WHERE chain = :chain AND seq < (SELECT max(seq) FROM events WHERE chain = :chain)
            ORDER BY seq LIMIT :batch""";

    private final Journal journal;
    private final Duration kept;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("journal-retention").factory());

    Retention(Journal journal, JournalProperties properties) {
        this.journal = journal;
        this.kept = properties.retention();
        var unused = thread.scheduleWithFixedDelay(this::tidy, 10, 60, TimeUnit.MINUTES);
    }

    private record OldSignal(long seq, String id) {}

    private record OldEvent(long seq, long at) {}

    @Override
    public void destroy() {
        thread.shutdownNow();
    }

    void tidy() {
        try {
            long after = 0;
            while (after >= 0) {
                long from = after;
                after = journal.write(transaction -> deleteSignals(transaction, from));
            }
            for (int chain = 0; chain < Seat.SLOTS; chain++) {
                int slot = chain;
                while (journal.write(transaction -> deleteEvents(transaction, slot)) == BATCH) {
                    log.trace("more of chain {}", slot);
                }
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "retention_failed")
                    .log("Old entries of the journal stay until the next hour: {}", e.toString());
        }
    }

    /** Answers where to go on, or -1. */
    private long deleteSignals(Transaction transaction, long after) {
        List<OldSignal> old = transaction
                .sql()
                .sql(OLD_SIGNALS)
                .param("after", after)
                .param("before", before(transaction))
                .param("batch", BATCH)
                .query((row, n) -> new OldSignal(row.getLong(1), row.getString(2)))
                .list();
        for (OldSignal signal : old) {
            delete(transaction, "DELETE FROM fills WHERE signal_id = :id", signal.id());
            delete(transaction, "DELETE FROM signals WHERE id = :id", signal.id());
        }
        return old.size() < BATCH ? -1 : old.getLast().seq();
    }

    private int deleteEvents(Transaction transaction, int chain) {
        long before = before(transaction);
        List<OldEvent> old = transaction
                .sql()
                .sql(OLD_EVENTS)
                .param("chain", chain)
                .param("batch", BATCH)
                .query((row, n) -> new OldEvent(row.getLong(1), row.getLong(2)))
                .stream()
                .takeWhile(event -> event.at() < before)
                .toList();
        if (!old.isEmpty()) {
            transaction
                    .sql()
                    .sql("DELETE FROM events WHERE chain = :chain AND seq <= :last")
                    .param("chain", chain)
                    .param("last", old.getLast().seq())
                    .update();
        }
        return old.size();
    }

    private long before(Transaction transaction) {
        return transaction.now() - kept.toMillis();
    }

    private static void delete(Transaction transaction, String statement, String id) {
        transaction.sql().sql(statement).param("id", id).update();
    }
}
