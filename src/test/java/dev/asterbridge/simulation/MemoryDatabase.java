package dev.asterbridge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * The journal's tables in memory, with the real schema; emptied for each story, because making them anew would take
 * longer than the story. Statements are prepared once, and keep their values until they get others, because SQLite
 * plans those anew whose values were cleared.
 */
final class MemoryDatabase implements AutoCloseable {

    private final Connection connection;
    private final Connection lasting;
    private final JdbcClient sql;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, PreparedStatement> reusable = new HashMap<>();
    private final List<String> tables = new ArrayList<>();

    MemoryDatabase() {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            lasting = (Connection) Proxy.newProxyInstance(
                    MemoryDatabase.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, values) -> {
                        if (method.getName().equals("prepareStatement") && values.length == 1) {
                            return reused((String) values[0]);
                        }
                        return method.getName().equals("close") ? null : pass(connection, method, values);
                    });
            migrate();
            try (Statement statement = connection.createStatement();
                    ResultSet names = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                            + " AND name NOT LIKE 'flyway%' AND name <> 'sqlite_sequence'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            run("PRAGMA foreign_keys = ON");
            noteChanges();
            sql = JdbcClient.create(new SingleConnectionDataSource(lasting, true));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By hand, because Flyway takes longer than a thousand stories. */
    private void migrate() {
        try {
            Resource[] scripts =
                    new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            for (Resource script : Stream.of(scripts)
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .toList()) {
                String text =
                        script.getContentAsString(UTF_8).replace("${serial}", "INTEGER PRIMARY KEY AUTOINCREMENT");
                ScriptUtils.executeSqlScript(connection, new ByteArrayResource(text.getBytes(UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which signals and requests a transaction has changed; whoever reads all of them each time reads for most of a story. */
    private void noteChanges() throws SQLException {
        String attempts = "INSERT INTO changed SELECT 'attempt', client_order_id FROM attempts"
                + " WHERE signal_id = NEW.signal_id AND leg = NEW.leg; END";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE changed (what TEXT, id TEXT)");
            for (String when : List.of("INSERT", "UPDATE", "DELETE")) {
                String row = when.equals("DELETE") ? "OLD" : "NEW";
                statement.execute("CREATE TEMP TRIGGER signals_" + when + " AFTER " + when
                        + " ON signals BEGIN INSERT INTO changed VALUES ('signal', " + row + ".id); END");
                statement.execute("CREATE TEMP TRIGGER attempts_" + when + " AFTER " + when
                        + " ON attempts BEGIN INSERT INTO changed VALUES ('attempt', " + row
                        + ".client_order_id); END");
            }
            statement.execute("CREATE TEMP TRIGGER orders_update AFTER UPDATE ON orders BEGIN " + attempts);
        }
    }

    /** What has changed since it was asked last, as {@code what} and {@code id}. */
    List<String[]> changed() {
        List<String[]> changes = new ArrayList<>();
        try (ResultSet row = prepare("SELECT DISTINCT what, id FROM changed").executeQuery()) {
            while (row.next()) {
                changes.add(new String[] {row.getString(1), row.getString(2)});
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (!changes.isEmpty()) {
            run("DELETE FROM changed");
        }
        return changes;
    }

    private static Object pass(Object target, java.lang.reflect.Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private PreparedStatement reused(String text) throws SQLException {
        PreparedStatement known = reusable.get(text);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = prepare(text);
        PreparedStatement made = (PreparedStatement) Proxy.newProxyInstance(
                MemoryDatabase.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, values) -> method.getName().equals("close") ? null : pass(statement, method, values));
        reusable.put(text, made);
        return made;
    }

    /** One statement per text; its result must be read before it is used again. */
    PreparedStatement prepare(String text) throws SQLException {
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            prepared.put(text, statement);
        }
        return statement;
    }

    void run(String text) {
        try {
            prepare(text).executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Whoever refers to others was made after them. */
    void empty() {
        run("BEGIN");
        tables.reversed().forEach(table -> run("DELETE FROM " + table));
        run("DELETE FROM sqlite_sequence");
        run("DELETE FROM changed");
        run("COMMIT");
    }

    JdbcClient sql() {
        return sql;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
