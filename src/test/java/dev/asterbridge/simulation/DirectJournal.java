package dev.asterbridge.simulation;

import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A journal that writes at once on the caller's thread, and at which the process may die at every instant: before the
 * work, between the work and the commit, and after the commit before anybody hears of it.
 */
final class DirectJournal implements Journal {

    /** Learns of every commit. */
    interface Auditor {
        void committed(Life life);

        /** It did not do what it was asked for. */
        void failed(Life life);
    }

    private static final long LATENCY = 2 * World.MILLI;

    private final World world;
    private final Faults faults;
    private final MemoryDatabase database;
    private final Life life;
    private final LongSupplier millis;
    private final Auditor auditor;
    private final Queue<Consumer<Transaction>> soon = new ArrayDeque<>();
    private final Transaction transaction = new Direct();

    DirectJournal(
            World world, Faults faults, MemoryDatabase database, Life life, LongSupplier millis, Auditor auditor) {
        this.world = world;
        this.faults = faults;
        this.database = database;
        this.life = life;
        this.millis = millis;
        this.auditor = auditor;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
        life.point("before the transaction");
        writeWhatWaits();
        life.spend(world.between(0, LATENCY));
        if (world.maybe(faults.journalFails)) {
            throw unavailable("the disk is full");
        }
        if (world.maybe(faults.journalRepeats)) {
            attempt(work, false);
        }
        boolean diesBefore = world.maybe(faults.journalCrash);
        T result = attempt(work, !diesBefore);
        if (diesBefore) {
            life.point("before the commit");
            auditor.failed(life);
            throw new JournalUnavailable("rolled back");
        }
        life.spend(world.between(0, LATENCY));
        life.point("after the commit");
        if (world.maybe(faults.journalFails)) {
            throw unavailable("it is not certain that the transaction is on disk");
        }
        return result;
    }

    private JournalUnavailable unavailable(String why) {
        auditor.failed(life);
        return new JournalUnavailable(why);
    }

    private <T> T attempt(Function<Transaction, T> work, boolean commit) {
        database.run("BEGIN");
        T result;
        try {
            result = work.apply(transaction);
        } catch (RuntimeException | Error e) {
            database.run("ROLLBACK");
            throw e;
        }
        database.run(commit ? "COMMIT" : "ROLLBACK");
        if (commit) {
            auditor.committed(life);
        }
        return result;
    }

    @Override
    public void writeSoon(Consumer<Transaction> work) {
        life.check();
        soon.add(work);
        world.in(world.between(0, 50) * World.MILLI, new Actor(life), "write soon", this::writeWhatWaits);
    }

    private void writeWhatWaits() {
        while (!soon.isEmpty()) {
            Consumer<Transaction> work = soon.remove();
            if (!world.maybe(faults.journalFails)) {
                attempt(tx -> accepted(work, tx), true);
            }
        }
    }

    private static Consumer<Transaction> accepted(Consumer<Transaction> work, Transaction tx) {
        work.accept(tx);
        return work;
    }

    @Override
    public <T> T read(Function<JdbcClient, T> question) {
        life.check();
        if (world.maybe(faults.journalFails / 4)) {
            throw unavailable("the journal does not answer");
        }
        return question.apply(database.sql());
    }

    @Override
    public String instance() {
        return life.name;
    }

    private final class Direct implements Transaction {

        @Override
        public JdbcClient sql() {
            return database.sql();
        }

        @Override
        public String instance() {
            return life.name;
        }

        @Override
        public String skipLocked() {
            return "";
        }

        @Override
        public long now() {
            return millis.getAsLong();
        }

        @Override
        public void record(String subject, String kind, Map<String, ?> data) {
            if (world.isTraced()) {
                world.tell("%s: records %s %s %s", life.name, subject, kind, data);
            }
        }
    }
}
