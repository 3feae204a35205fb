package dev.asterbridge.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** A file for one process. */
final class SqliteDatabase implements Database {

    private static final int BUSY_MILLIS = 2000;

    private final JournalFile file;
    private final Clock clock;

    SqliteDatabase(Path file, Clock clock) {
        this.file = new JournalFile(file);
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "sqlite";
    }

    @Override
    public String place() {
        return file.path().toString();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public String serial() {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    public void prepare() throws IOException {
        file.claim();
    }

    @Override
    public boolean isStillThere() {
        return file.isStillThere();
    }

    /** Everything that an earlier connection left in the write-ahead log is in the file before this one adds to it. */
    @Override
    public Connection openToWrite() throws SQLException {
        Connection connection = open(TransactionMode.IMMEDIATE);
        try {
            run(connection, "PRAGMA journal_size_limit = 67108864");
            if (!"0".equals(ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)"))) {
                throw new SQLException("the write-ahead log is still being read");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection openToRead() throws SQLException {
        Connection connection = open(TransactionMode.DEFERRED);
        try {
            run(connection, "PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public long now(JdbcClient sql) {
        return clock.millis();
    }

    @Override
    public Failure judge(SQLException e) {
        if (!(e instanceof SQLiteException failure)) {
            return Failure.OF_THE_WORK;
        }
        return switch (failure.getResultCode().code & 0xff) {
            case 1, 17, 18, 19, 20, 25 -> Failure.OF_THE_WORK; // error, schema, too big, constraint, mismatch, range
            case 11, 26 -> Failure.OF_THE_DATA; // corrupt, not a database
            default -> Failure.OF_THE_CONNECTION;
        };
    }

    @Override
    public SQLExceptionTranslator translator() {
        SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();
        return (task, sql, e) -> {
            if (e instanceof SQLiteException failure && (failure.getResultCode().code & 0xff) == 19) {
                SQLiteErrorCode code = failure.getResultCode();
                return code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                                || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY
                        ? new DuplicateKeyException(task, e)
                        : new DataIntegrityViolationException(task, e);
            }
            return others.translate(task, sql, e);
        };
    }

    @Override
    public @Nullable String inspect(JdbcClient sql) {
        String found = sql.sql("PRAGMA quick_check(1)").query(String.class).single();
        return found.equals("ok") ? null : found;
    }

    @Override
    public void copyTo(Path copy) throws SQLException {
        try (Connection connection = open(TransactionMode.DEFERRED);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Connection open(TransactionMode mode) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(mode);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.path());
        Connection connection = source.getConnection();
        try {
            run(connection, "PRAGMA trusted_schema = OFF");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
