package dev.asterbridge.journal;

import dev.asterbridge.journal.Chain.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what is on disk with what was written. */
@Component
public class JournalCheck {

    private static final String EVENTS = """
            SELECT chain, seq, at, subject, kind, data, previous, hash FROM events ORDER BY chain, seq""";

    private final Journal journal;
    private final Database database;
    private final Condition condition;

    JournalCheck(Journal journal, Database database, Condition condition) {
        this.journal = journal;
        this.database = database;
        this.condition = condition;
    }

    /** What was found. */
    public sealed interface Finding {}

    /** Every event is as it was written, in every chain from its first event that is kept. */
    public record Sound(long events) implements Finding {}

    /** From now on nothing is written; {@code where} is an event, or the file. */
    public record Damaged(String what, String where) implements Finding {}

    /**
     * Walks through the whole journal; a million events take a few seconds.
     *
     * @throws JournalUnavailable when it does not answer
     */
    public Finding verify() {
        Finding finding = find();
        if (finding instanceof Damaged damaged) {
            condition.damaged(damaged.what() + " at " + damaged.where());
        }
        return finding;
    }

    private Finding find() {
        try {
            return journal.read(this::walk);
        } catch (Broken e) {
            return new Damaged(e.what, e.where);
        } catch (JournalUnavailable | DataAccessException e) {
            if (Failures.judge(database, e) == Database.Failure.OF_THE_DATA) {
                return new Damaged(Failures.message(e), database.place());
            }
            throw e;
        }
    }

    private Finding walk(JdbcClient sql) {
        String below = database.inspect(sql);
        if (below != null) {
            return new Damaged(below, database.place());
        }
        Walk walk = new Walk();
        sql.sql(EVENTS).query(walk);
        return new Sound(walk.events);
    }

    /** Holds the end of the chain so far. */
    private static final class Walk implements RowCallbackHandler {

        private long events;
        private int chain = -1;
        private long seq;
        private String hash = "";

        @Override
        public void processRow(ResultSet row) throws SQLException {
            Event event = new Event(
                    row.getInt(1),
                    row.getLong(2),
                    row.getLong(3),
                    text(row, 4),
                    text(row, 5),
                    text(row, 6),
                    text(row, 7));
            if (event.chain() == chain && event.seq() != seq + 1) {
                throw new Broken("an event is missing", chain, seq + 1);
            }
            if (event.chain() == chain && !event.previous().equals(hash)) {
                throw new Broken("an event does not continue the one before it", chain, event.seq());
            }
            if (!event.hash().equals(row.getString(8))) {
                throw new Broken("an event is not what was written", event.chain(), event.seq());
            }
            chain = event.chain();
            seq = event.seq();
            hash = event.hash();
            events++;
        }

        private static String text(ResultSet row, int column) throws SQLException {
            @Nullable String text = row.getString(column);
            return text == null ? "" : text;
        }
    }

    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String what;
        private final String where;

        Broken(String what, int chain, long seq) {
            super(what, null, false, false);
            this.what = what;
            this.where = "event %d of chain %d".formatted(seq, chain);
        }
    }
}
