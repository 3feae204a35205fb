package dev.asterbridge.journal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** A PostgreSQL database, which several instances of the service share. */
final class PostgresDatabase implements Database {

    /** The database's clock, which all instances share. */
    static final String NOW = "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";

    private static final String LIMITS = "SET lock_timeout = '2s'; SET statement_timeout = '5s'; "
            + "SET idle_in_transaction_session_timeout = '5s'; SET synchronous_commit = on";

    private static final String READING =
            "; SET default_transaction_read_only = on; " + "SET default_transaction_isolation = 'repeatable read'";

    private final String url;
    private final String place;
    private final Properties settings = new Properties();

    /** Takes {@code postgres://user:password@host:port/database} and the same after {@code jdbc:}. */
    PostgresDatabase(String given) {
        String rest = given.replaceFirst("^(jdbc:)?postgres(ql)?://", "");
        String[] parts = rest.split("\\?", 2);
        int at = parts[0].lastIndexOf('@');
        place = parts[0].substring(at + 1);
        settings.put("targetServerType", "primary");
        if (at >= 0) {
            String[] who = parts[0].substring(0, at).split(":", 2);
            settings.put("user", decoded(who[0]));
            if (who.length > 1) {
                settings.put("password", decoded(who[1]));
            }
        }
        List<String> others = new ArrayList<>();
        for (String parameter : parts.length > 1 ? parts[1].split("&") : new String[0]) {
            String[] pair = parameter.split("=", 2);
            if (pair.length == 2 && (pair[0].equals("user") || pair[0].equals("password"))) {
                settings.put(pair[0], decoded(pair[1]));
            } else {
                others.add(parameter);
            }
        }
        url = "jdbc:postgresql://" + place + (others.isEmpty() ? "" : "?" + String.join("&", others));
        settings.put("connectTimeout", "3");
        settings.put("loginTimeout", "3");
        settings.put("socketTimeout", "5");
        settings.put("tcpKeepAlive", "true");
        settings.put("ApplicationName", "asterdex-trading-api");
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public String serial() {
        return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    }

    @Override
    public void prepare() {
        // Whether it can be reached shows when it is opened.
    }

    @Override
    public boolean isStillThere() {
        return true;
    }

    @Override
    public Connection openToWrite() throws SQLException {
        return open(LIMITS);
    }

    @Override
    public Connection openToRead() throws SQLException {
        return open(LIMITS + READING);
    }

    @Override
    public long now(JdbcClient sql) {
        return sql.sql("SELECT " + NOW).query(Long.class).single();
    }

    @Override
    public Failure judge(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "40001", "40P01", "55P03", "57014" -> Failure.OF_THE_MOMENT; // serialization, deadlock, two timeouts
            case "25006", "25P03", "25P04" -> Failure.OF_THE_CONNECTION; // a standby; closed for being idle
            case "XX001", "XX002" -> Failure.OF_THE_DATA;
            case "" -> Failure.OF_THE_CONNECTION;
            default ->
                switch (state.substring(0, 2)) {
                    case "08", "53", "57", "58", "XX" -> Failure.OF_THE_CONNECTION;
                    default -> Failure.OF_THE_WORK;
                };
        };
    }

    @Override
    public SQLExceptionTranslator translator() {
        return new SQLStateSQLExceptionTranslator();
    }

    @Override
    public @Nullable String inspect(JdbcClient sql) {
        // The server looks after its files; a long walk takes longer than a question may.
        sql.sql("SET LOCAL statement_timeout = '60s'").update();
        return null;
    }

    @Override
    public void copyTo(Path file) {
        throw new UnsupportedOperationException("pg_dump does that");
    }

    @Override
    public void close() {
        // Connections are closed by those who opened them.
    }

    private Connection open(String session) throws SQLException {
        Connection connection = DriverManager.getConnection(url, settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute(session);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
