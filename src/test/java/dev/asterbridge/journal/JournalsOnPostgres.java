package dev.asterbridge.journal;

import dev.asterbridge.exchange.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets the tests of other rooms have the journals of several instances on one real PostgreSQL. */
public final class JournalsOnPostgres implements AutoCloseable {

    private final String database = PostgresServer.shared().freshDatabase();
    private final List<JournalOnDisk> open = new ArrayList<>();

    /** Another instance's journal. */
    public Journal another() {
        JournalOnDisk journal = new JournalOnDisk(
                new PostgresDatabase(PostgresServer.shared().url(database)), new TestClock(), Duration.ofSeconds(20));
        open.add(journal);
        return journal.journal;
    }

    @Override
    public void close() {
        open.forEach(JournalOnDisk::close);
    }
}
