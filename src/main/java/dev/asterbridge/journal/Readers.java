package dev.asterbridge.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.asterbridge.journal.Database.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connections for questions; each question sees one state of the journal. */
final class Readers implements AutoCloseable {

    private static final int MOST = 4;

    private final Database database;
    private final HikariDataSource pool;

    Readers(Database database, Duration patience) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal-readers");
        config.setDataSource(new OpenedConnections(database::openToRead));
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setConnectionTimeout(patience.toMillis());
        config.setValidationTimeout(Math.max(250, patience.toMillis() / 2));
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    <T> T ask(Function<JdbcClient, T> question) {
        try (Connection connection = pool.getConnection()) {
            try {
                return question.apply(Pen.client(database, connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("The journal does not answer.", e);
        } catch (DataAccessException e) {
            if (Failures.judge(database, e) != Failure.OF_THE_WORK) {
                throw new JournalUnavailable("The journal does not answer.", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
