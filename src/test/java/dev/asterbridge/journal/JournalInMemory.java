package dev.asterbridge.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The journal's tables in memory, for the tests of other rooms: writes at once, and remembers what was recorded.
 *
 * <p>A test sets {@link #down} to make it fail.
 */
public final class JournalInMemory implements Journal {

    public final List<String> recorded = new ArrayList<>();
    public volatile boolean down;
    /** Runs before each commit. */
    public volatile Runnable beforeCommit = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final String name;
    private final Connection connection;
    private final JdbcClient sql;

    public JournalInMemory(Clock clock) {
        this(clock, open(), "me");
    }

    private JournalInMemory(Clock clock, Connection connection, String name) {
        this.clock = clock;
        this.name = name;
        this.connection = connection;
        this.sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        sql.sql("INSERT INTO instances (slot, name, lease_until) SELECT count(*), :name, :until FROM instances")
                .param("name", name)
                .param("until", Long.MAX_VALUE)
                .update();
    }

    /** The same journal after a restart, or as another instance sees it. */
    public JournalInMemory as(String other) {
        return new JournalInMemory(clock, connection, other);
    }

    /** Ends this instance's lease. */
    public void die() {
        sql.sql("DELETE FROM instances WHERE name = :name").param("name", name).update();
    }

    public JdbcClient sql() {
        return sql;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
        lock.lock();
        try {
            requireUp();
            execute("BEGIN");
            try {
                T result = work.apply(new Entry());
                beforeCommit.run();
                requireUp();
                execute("COMMIT");
                return result;
            } catch (RuntimeException | Error e) {
                execute("ROLLBACK");
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void writeSoon(Consumer<Transaction> work) {
        if (!down) {
            write(tx -> {
                work.accept(tx);
                return tx;
            });
        }
    }

    @Override
    public <T> T read(Function<JdbcClient, T> question) {
        lock.lock();
        try {
            requireUp();
            return question.apply(sql);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String instance() {
        return name;
    }

    private void requireUp() {
        if (down) {
            throw new JournalUnavailable("the disk is full");
        }
    }

    private void execute(String statement) {
        try (var plain = connection.createStatement()) {
            plain.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open() {
        try {
            Resource[] migrations =
                    new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            Arrays.sort(migrations, Comparator.comparing(Resource::getFilename));
            Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            try (var statement = connection.createStatement()) {
                for (Resource migration : migrations) {
                    statement.executeUpdate(migration
                            .getContentAsString(StandardCharsets.UTF_8)
                            .replace("${serial}", "INTEGER PRIMARY KEY AUTOINCREMENT"));
                }
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Entry implements Transaction {

        @Override
        public JdbcClient sql() {
            return sql;
        }

        @Override
        public String instance() {
            return name;
        }

        @Override
        public long now() {
            return clock.millis();
        }

        @Override
        public String skipLocked() {
            return "";
        }

        @Override
        public void record(String subject, String kind, Map<String, ?> data) {
            recorded.add(subject + " " + kind + " " + data);
        }
    }
}
