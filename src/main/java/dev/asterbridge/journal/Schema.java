package dev.asterbridge.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings the tables up to what this version of the program knows. */
final class Schema {

    /** The newest migration. Loading Flyway takes longer than all else here, so it only runs when that is missing. */
    static final int VERSION = 8;

    private Schema() {}

    /** A newer program's tables are left as they are: its migrations only add. */
    static void bringUp(Database database, Connection connection) throws SQLException {
        if (!isUpToDate(connection)) {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(new OpenedConnections(database::openToWrite))
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("serial", database.serial()))
                    .baselineOnMigrate(false)
                    .load()
                    .migrate();
        }
    }

    private static boolean isUpToDate(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM flyway_schema_history WHERE version = '%d' AND success"
                                .formatted(VERSION))) {
            return count.next() && count.getInt(1) > 0;
        }
    }
}
