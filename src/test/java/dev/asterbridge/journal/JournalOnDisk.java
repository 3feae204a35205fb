package dev.asterbridge.journal;

import dev.asterbridge.exchange.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.boot.actuate.health.Health;

/** A journal as the service has it, put together by hand. */
final class JournalOnDisk implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Database database;
    final Condition condition;
    final Seat seat;
    final GroupCommitJournal journal;

    JournalOnDisk(Path file) {
        this(new SqliteDatabase(file, new TestClock()), new TestClock(), Duration.ofSeconds(20));
    }

    JournalOnDisk(Database database, Clock clock, Duration patience) {
        this.database = database;
        this.condition = new Condition(clock);
        this.seat = new Seat(database, new Random());
        this.journal = new GroupCommitJournal(database, seat, condition, patience, meters);
        journal.start();
    }

    /** Writes one event and returns once it is on disk. */
    void event(String subject) {
        journal.write(transaction -> {
            transaction.record(subject, "noted", Map.of("n", 1));
            return 0;
        });
    }

    long events() {
        return journal.read(
                sql -> sql.sql("SELECT count(*) FROM events").query(Long.class).single());
    }

    <T> List<T> ask(String question, Class<T> type) {
        return journal.read(sql -> sql.sql(question).query(type).list());
    }

    JournalCheck.Finding check() {
        return new JournalCheck(journal, database, condition).verify();
    }

    Health health() {
        return new JournalHealthIndicator(database, seat, condition).health();
    }

    double commits() {
        return meters.get("bridge.journal.commits").timer().count();
    }

    @Override
    public void close() {
        journal.close();
    }
}
