package dev.asterbridge.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections as the database opens them, for libraries that want a data source. */
final class OpenedConnections extends AbstractDataSource {

    private final Opening opening;

    OpenedConnections(Opening opening) {
        this.opening = opening;
    }

    /** Opens one connection. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return opening.open();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
