package dev.asterbridge.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** What differs between the two databases a journal may be kept in. */
interface Database extends AutoCloseable {

    /** {@code sqlite} or {@code postgresql}. */
    String kind();

    /** The file, or host and database. */
    String place();

    /** Whether several instances of the service may use it at once. */
    boolean shared();

    /** How a column is declared that counts the rows. */
    String serial();

    /**
     * Makes sure that the journal may be opened here.
     *
     * @throws JournalRefused when it must not be
     */
    void prepare() throws IOException;

    /** Whether what is open is still what the next start will open. */
    boolean isStillThere();

    /** Opens the connection that writes; it is durable and in no transaction. */
    Connection openToWrite() throws SQLException;

    Connection openToRead() throws SQLException;

    /** Milliseconds since the epoch, on the clock that all instances share. */
    long now(JdbcClient sql);

    /** What to do with a statement that failed. */
    Failure judge(SQLException e);

    SQLExceptionTranslator translator();

    /** Looks for damage below the tables; answers what is wrong. */
    @Nullable
    String inspect(JdbcClient sql);

    /** Copies everything into a new file. */
    void copyTo(Path file) throws SQLException;

    @Override
    void close() throws IOException;

    /** What a failed statement means. */
    enum Failure {
        /** It was wrong by itself: its work is undone, others go on. */
        OF_THE_WORK,
        /** It stood in the way of another transaction and may be run again. */
        OF_THE_MOMENT,
        /** The connection is not to be trusted any more. */
        OF_THE_CONNECTION,
        /** What is on disk is not what was written. */
        OF_THE_DATA
    }
}
