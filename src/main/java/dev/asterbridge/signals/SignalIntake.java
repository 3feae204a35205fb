package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** The one door for signals, wherever they come from. */
@Service
public class SignalIntake {

    private static final Logger log = LoggerFactory.getLogger(SignalIntake.class);

    private final Journal journal;
    private final SignalRecords records;
    private final Lanes lanes;
    private final Decisions decisions;
    private final Previews previews;
    private final ExchangeClock exchange;
    private final Clock clock;

    /** Signals whose senders still hold the connection by which the answer will leave. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    SignalIntake(
            Journal journal,
            SignalRecords records,
            Lanes lanes,
            Decisions decisions,
            Previews previews,
            ExchangeClock exchange,
            Clock clock) {
        this.journal = journal;
        this.records = records;
        this.lanes = lanes;
        this.decisions = decisions;
        this.previews = previews;
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * Puts an alert on record, and then waits a while for what becomes of it.
     *
     * @throws ProblemException 503 when it is not certain to be on record; then its sender should send it again. 409 or 422
     *     when it was not taken for what it is. Never once it is on record
     */
    public Receipt accept(Alert alert, Duration wait) {
        if (lanes.isStopping()) {
            throw notTaken("The service is stopping");
        }
        SignalRecords.Taken taken = take(alert);
        log.atInfo()
                .addKeyValue("event", taken.duplicate() ? "signal_duplicate" : "signal_accepted")
                .addKeyValue("action", alert.signal().intent().name())
                .addKeyValue("symbol", alert.signal().symbol().name())
                .addKeyValue("signal", taken.id())
                .log(
                        "{}: {} {}",
                        taken.duplicate() ? "Seen before" : "On record",
                        alert.signal().words(),
                        alert.signal().symbol());
        lanes.wake(alert.signal().symbol());
        return new Receipt(
                taken.id(),
                await(taken.id(), wait),
                taken.duplicate(),
                taken.identifiedBy().text());
    }

    /** The answer on an alert is out, or could not be sent; the latter makes a copy of it the same alert. */
    public void answered(String id, boolean left) {
        if (!left) {
            asking.remove(id);
        }
        journal.writeSoon(tx -> {
            records.answered(tx, id, left, clock.instant());
            asking.remove(id);
        });
    }

    /** Whether an alert of that strategy is on record, or what came of one. */
    public boolean knows(String strategy) {
        return journal.read(sql -> records.knows(sql, strategy));
    }

    /** What would become of an alert now; puts nothing on record and orders nothing. */
    public Preview preview(Alert alert) {
        return previews.of(alert);
    }

    private SignalRecords.Taken take(Alert alert) {
        try {
            return tryToTake(alert);
        } catch (DuplicateKeyException e) {
            // Another instance took the same alert at the same moment; now it can be seen.
            return takeAgain(alert);
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    private SignalRecords.Taken takeAgain(Alert alert) {
        try {
            return tryToTake(alert);
        } catch (JournalUnavailable | DuplicateKeyException e) {
            throw unavailable(e);
        }
    }

    private SignalRecords.Taken tryToTake(Alert alert) {
        Asker asker = new Asker();
        try {
            return journal.write(tx -> {
                SignalRecords.Taken taken = records.take(tx, alert, exchange.now(), asking::contains);
                asker.asksAbout(taken);
                return taken;
            });
        } catch (JournalUnavailable e) {
            // It may be on record all the same, or be so later. What its sender sends again is then the same alert.
            asker.leaves();
            journal.writeSoon(asker::isGone);
            throw e;
        }
    }

    /** One sender while it is not known whether its alert is on record. */
    private final class Asker {

        private @Nullable String id;
        private boolean gone;

        synchronized void asksAbout(SignalRecords.Taken taken) {
            if (id != null) {
                asking.remove(id);
            }
            id = taken.duplicate() ? null : taken.id();
            if (id != null && !gone) {
                asking.add(id);
            }
        }

        synchronized void leaves() {
            gone = true;
            if (id != null) {
                asking.remove(id);
            }
        }

        /** Lets other instances know. */
        synchronized void isGone(Transaction tx) {
            if (id != null) {
                records.answered(tx, id, false, clock.instant());
            }
        }
    }

    /** Waits for what becomes of a signal that is on record; never fails. */
    public SignalOutcome await(String id, Duration wait) {
        SignalOutcome pending = new SignalOutcome.Pending("On record; the outcome is not known yet");
        try {
            return decisions.await(id, wait).orElse(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return pending;
        } catch (RuntimeException e) {
            // On record already: whatever fails here, its sender must not send it again.
            log.atWarn().addKeyValue("event", "outcome_unread").log("Not read yet: {}", e.getMessage());
            return pending;
        }
    }

    private static ProblemException unavailable(RuntimeException e) {
        log.atError()
                .addKeyValue("event", "journal_unavailable")
                .log("An alert could not be put on record; its sender is told to send it again: {}", e.getMessage());
        return notTaken("The journal is not available");
    }

    private static ProblemException notTaken(String why) {
        return new ProblemException(new Problem(
                503, "NOT_TAKING_SIGNALS", why + "; send it again", null, Duration.ofSeconds(5), List.of()));
    }
}
