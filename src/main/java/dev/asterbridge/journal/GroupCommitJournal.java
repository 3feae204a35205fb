package dev.asterbridge.journal;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One thread owns the connection that writes. It takes all that is waiting, runs it in one transaction and commits once.
 *
 * <p>After any failure of the connection nothing is taken for granted: it is closed, another one is opened, and the end of
 * the chain is read again.
 */
final class GroupCommitJournal implements Journal, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommitJournal.class);

    private static final int MOST_WAITING = 5000;
    private static final long IDLE_SECONDS = 2;
    private static final long PAUSE_AFTER_FAILED_OPEN = TimeUnit.SECONDS.toNanos(1);

    private final Database database;
    private final Seat seat;
    private final Condition condition;
    private final Duration patience;
    private final Readers readers;
    private final Timer commits;
    private final DistributionSummary batches;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::work);
    private volatile boolean closing;
    private @Nullable Pen pen;
    private long notBefore = System.nanoTime();

    GroupCommitJournal(Database database, Seat seat, Condition condition, Duration patience, MeterRegistry meters) {
        this.database = database;
        this.seat = seat;
        this.condition = condition;
        this.patience = patience;
        this.readers = new Readers(database, patience);
        this.commits = Timer.builder("bridge.journal.commits")
                .description("How long transactions of the journal take")
                .register(meters);
        this.batches = DistributionSummary.builder("bridge.journal.batch")
                .description("How many writes share a transaction")
                .register(meters);
    }

    /**
     * Opens the journal, or goes on trying in the background.
     *
     * @throws JournalRefused when trying again would not help
     */
    void start() {
        try {
            database.prepare();
        } catch (IOException e) {
            condition.failed("The journal cannot be opened: %s".formatted(e));
        }
        thread.start();
        try {
            write(transaction -> transaction.now());
        } catch (JournalUnavailable e) {
            log.debug("started without the journal", e);
        }
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("work of the journal must not write to it again");
        }
        Pending<T> pending = new Pending<>(work, failure -> {});
        enqueue(pending);
        try {
            return pending.done().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new JournalUnavailable(
                    pending.claim()
                            ? "The journal was too busy to begin with this."
                            : "The journal did not say in time that this is on disk; it may be later.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pending.claim();
            throw new JournalUnavailable("Interrupted before this was on disk.", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    @Override
    public void writeSoon(Consumer<Transaction> work) {
        Pending<Boolean> pending = new Pending<>(
                transaction -> {
                    work.accept(transaction);
                    return true;
                },
                GroupCommitJournal::sayUnwritten);
        try {
            enqueue(pending);
        } catch (JournalUnavailable e) {
            sayUnwritten(e);
        }
    }

    @Override
    public <T> T read(Function<JdbcClient, T> question) {
        if (condition.lastCommit() == null) {
            throw new JournalUnavailable(String.valueOf(condition.problem()));
        }
        return readers.ask(question);
    }

    @Override
    public String instance() {
        return seat.name();
    }

    /** Finishes what is waiting, then closes; the last connection to a file brings the log into it. */
    @Override
    public void close() {
        closing = true;
        boolean awake = queue.offer(new Pending<>(transaction -> true, failure -> {}));
        log.trace("closing; woken {}", awake);
        try {
            thread.join(patience.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.close();
        try {
            database.close();
        } catch (IOException e) {
            log.debug("the journal's lock", e);
        }
    }

    private void enqueue(Pending<?> pending) {
        String damage = condition.damage();
        if (damage != null) {
            throw new JournalUnavailable(damage);
        }
        if (closing) {
            throw new JournalUnavailable("The service is stopping.");
        }
        if (!queue.offer(pending)) {
            throw new JournalUnavailable("Too much is waiting for the journal already.");
        }
    }

    private void work() {
        while (true) {
            List<Pending<?>> batch = take();
            if (batch.isEmpty()) {
                if (closing) {
                    break;
                }
                // A lease wants to be renewed, and what is broken wants to be tried.
                if (!database.shared() && condition.problem() == null) {
                    continue;
                }
            }
            try {
                settle(batch);
            } catch (RuntimeException | Error e) {
                // The thread must not end and leave everybody waiting.
                condition.failed("The journal's own fault: " + e);
            }
        }
        discard(true);
    }

    /** Waits for work, not for ever; what its caller has given up is left out. */
    private List<Pending<?>> take() {
        List<Pending<?>> batch = new ArrayList<>();
        try {
            Pending<?> first = closing ? queue.poll() : queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch);
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        batch.removeIf(pending -> !pending.claim());
        return batch;
    }

    private void settle(List<Pending<?>> batch) {
        List<Pending<?>> left = batch;
        try {
            refuseDamage();
            Pen open = pen == null ? open() : pen;
            List<Pending<?>> again = commit(open, batch);
            while (!again.isEmpty()) {
                left = List.copyOf(again);
                again = new ArrayList<>();
                for (Pending<?> alone : left) {
                    again.addAll(commit(open, List.of(alone)));
                }
            }
        } catch (Exception | Error e) {
            fail(left, e);
        }
    }

    /** What is written to a file that was moved away is lost with the process. */
    private void refuseDamage() {
        if (pen != null && !database.isStillThere()) {
            condition.damaged("its file was moved or deleted while it was in use");
        }
        String damage = condition.damage();
        if (damage != null) {
            throw new JournalUnavailable(damage);
        }
    }

    private List<Pending<?>> commit(Pen open, List<Pending<?>> batch) throws SQLException {
        long start = System.nanoTime();
        return open.commit(batch, () -> {
            commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            batches.record(batch.size());
            condition.committed();
        });
    }

    private Pen open() throws SQLException, IOException {
        if (System.nanoTime() - notBefore < 0) {
            throw new JournalUnavailable(String.valueOf(condition.problem()));
        }
        try {
            Pen open = Pen.open(database, seat);
            pen = open;
            return open;
        } catch (Exception | Error e) {
            notBefore = System.nanoTime() + PAUSE_AFTER_FAILED_OPEN;
            throw e;
        }
    }

    private void fail(List<Pending<?>> batch, Throwable e) {
        discard(false);
        log.debug("the journal's connection", e);
        String why = e instanceof JournalUnavailable
                ? String.valueOf(e.getMessage())
                : "The journal cannot be written: " + Failures.message(e);
        if (Failures.judge(database, e) == Database.Failure.OF_THE_DATA) {
            condition.damaged(Failures.message(e));
        } else {
            condition.failed(why);
        }
        batch.forEach(pending -> pending.fail(new JournalUnavailable(why, e)));
    }

    private void discard(boolean forGood) {
        Pen old = pen;
        pen = null;
        if (old == null) {
            return;
        }
        try (old) {
            if (forGood) {
                old.retire();
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("closing the journal's connection", e);
        }
    }

    private static void sayUnwritten(Throwable failure) {
        log.atWarn()
                .addKeyValue("event", "journal_entry_lost")
                .log("Something that nobody waits for was not journalled: {}", failure.toString());
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
