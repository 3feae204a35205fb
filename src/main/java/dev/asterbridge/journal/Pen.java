package dev.asterbridge.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.journal.Chain.Event;
import dev.asterbridge.journal.Chain.Head;
import dev.asterbridge.journal.Database.Failure;
import dev.asterbridge.journal.Journal.Transaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The one connection that writes, until it fails; used by the journal's thread. */
final class Pen implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final int ROWS_AT_A_TIME = 1000;
    private static final String HEAD = "SELECT seq, hash FROM events WHERE chain = :chain ORDER BY seq DESC LIMIT 1";
    private static final String RECORD = """
            INSERT INTO events (chain, seq, at, subject, kind, data, previous, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;
    private final Seat seat;
    private final Connection connection;
    private final JdbcClient sql;
    private @Nullable Head head;

    private Pen(Database database, Seat seat, Connection connection) {
        this.database = database;
        this.seat = seat;
        this.connection = connection;
        this.sql = client(database, connection);
    }

    static JdbcClient client(Database database, Connection connection) {
        JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        template.setFetchSize(ROWS_AT_A_TIME);
        template.setExceptionTranslator(database.translator());
        return JdbcClient.create(template);
    }

    static Pen open(Database database, Seat seat) throws SQLException, IOException {
        database.prepare();
        Connection connection = database.openToWrite();
        try {
            Schema.bringUp(database, connection);
            connection.setAutoCommit(false);
            Pen pen = new Pen(database, seat, connection);
            if (!database.shared()) {
                seat.take(connection, pen.sql);
            }
            return pen;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Runs all that is pending in one transaction and answers what could not run beside the others.
     *
     * <p>When it throws, it is not known what is on disk, and the pen must be closed.
     */
    List<Pending<?>> commit(List<Pending<?>> batch, Runnable onDisk) throws SQLException {
        Entry entry = new Entry(begin());
        List<Runnable> settled = new ArrayList<>(batch.size());
        List<Pending<?>> again = new ArrayList<>();
        for (Pending<?> pending : batch) {
            Head before = head;
            run("SAVEPOINT work");
            try {
                settled.add(pending.run(entry));
                run("RELEASE SAVEPOINT work");
            } catch (Throwable e) {
                Failure failure = Failures.judge(database, e);
                if (failure == Failure.OF_THE_CONNECTION || failure == Failure.OF_THE_DATA) {
                    throw e;
                }
                undo(before);
                if (failure == Failure.OF_THE_MOMENT && pending.mayRunAgain()) {
                    again.add(pending);
                } else {
                    settled.add(() -> pending.fail(e));
                }
            }
        }
        connection.commit();
        onDisk.run();
        settled.forEach(Runnable::run);
        return again;
    }

    /** Gives the slot back and closes. */
    void retire() throws SQLException {
        seat.giveBack(sql);
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long begin() throws SQLException {
        OptionalLong now = seat.renew(sql);
        while (now.isEmpty()) {
            connection.rollback();
            head = null;
            seat.take(connection, sql);
            now = seat.renew(sql);
        }
        if (head == null) {
            head = sql.sql(HEAD)
                    .param("chain", seat.slot())
                    .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                    .optional()
                    .orElse(new Head(0, Chain.START));
        }
        return now.getAsLong();
    }

    private void undo(@Nullable Head before) throws SQLException {
        run("ROLLBACK TO SAVEPOINT work");
        run("RELEASE SAVEPOINT work");
        head = before;
    }

    private void run(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    /** What the works of one transaction see. */
    private final class Entry implements Transaction {

        private final long now;

        Entry(long now) {
            this.now = now;
        }

        @Override
        public JdbcClient sql() {
            return sql;
        }

        @Override
        public String instance() {
            return seat.name();
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public String skipLocked() {
            return database.shared() ? "FOR UPDATE SKIP LOCKED" : "";
        }

        @Override
        public void record(String subject, String kind, Map<String, ?> data) {
            Head last = head;
            if (last == null) {
                throw new IllegalStateException("no transaction is under way");
            }
            Event event = new Event(seat.slot(), last.seq() + 1, now, subject, kind, json(data), last.hash());
            String hash = event.hash();
            sql.sql(RECORD)
                    .params(
                            event.chain(),
                            event.seq(),
                            event.at(),
                            event.subject(),
                            event.kind(),
                            event.data(),
                            event.previous(),
                            hash)
                    .update();
            head = new Head(event.seq(), hash);
        }
    }

    private static String json(Map<String, ?> data) {
        Map<String, Object> plain = new TreeMap<>();
        data.forEach((name, value) -> {
            if (value != null) {
                plain.put(name, value instanceof Number || value instanceof Boolean ? value : value.toString());
            }
        });
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not fit for an event", e);
        }
    }
}
