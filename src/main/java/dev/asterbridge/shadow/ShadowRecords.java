package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's tables of the shadow. What happened there is no event: it is no part of what the journal vouches for. */
@Component
class ShadowRecords {

    private static final String ACCOUNT = "shadow";

    /** The row that names the instance which runs the shadow, where the other one has the account. */
    private static final String KEEPER = "keeper";

    private static final String SELECT =
            "SELECT x.*, s.received_at FROM shadows x JOIN signals s ON s.id = x.signal_id WHERE ";

    /** The account as the venue keeps it, and who holds what there. */
    record Kept(String account, Books.Kept books) {}

    private record Orders(List<Placed> orders) {}

    /** Another instance runs the shadow. */
    static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Makes this instance the one that runs the shadow, unless another one does that is alive.
     *
     * @return whether it is this one
     */
    boolean claim(Transaction tx) {
        tx.sql()
                .sql("INSERT INTO shadow_account (name, account, books) VALUES (:name, '', '')"
                        + " ON CONFLICT (name) DO NOTHING")
                .param("name", KEEPER)
                .update();
        boolean free = tx.sql()
                .sql("SELECT name FROM shadow_account WHERE name = :name AND (account = :me OR account NOT IN ("
                        + "SELECT name FROM instances WHERE lease_until > :now)) " + tx.skipLocked())
                .param("name", KEEPER)
                .param("me", tx.instance())
                .param("now", tx.now())
                .query(String.class)
                .optional()
                .isPresent();
        if (free) {
            tx.sql()
                    .sql("UPDATE shadow_account SET account = :me WHERE name = :name")
                    .param("me", tx.instance())
                    .param("name", KEEPER)
                    .update();
        }
        return free;
    }

    /**
     * Makes sure, until the transaction ends, that this instance runs the shadow.
     *
     * @throws Taken when it does not
     */
    void require(Transaction tx) {
        int rows = tx.sql()
                .sql("UPDATE shadow_account SET account = :me WHERE name = :name AND account = :me")
                .param("me", tx.instance())
                .param("name", KEEPER)
                .update();
        if (rows == 0) {
            throw new Taken();
        }
    }

    /** Puts on record what an alert came to, or what has become of it since; not of one that is deleted already. */
    void keep(Transaction tx, Plays.Note note) {
        Played played = note.played();
        if (tx.sql()
                .sql("SELECT 1 FROM signals WHERE id = :id")
                .param("id", played.signalId())
                .query()
                .listOfRows()
                .isEmpty()) {
            return;
        }
        tx.sql()
                .sql("""
                        INSERT INTO shadows (signal_id, seq, symbol, strategy, verdict, why, asked, planned, mark, run_at,
                          priced_ms, ahead_ms, placed, filled_ms, resting)
                        VALUES (:signal, :seq, :symbol, :strategy, :verdict, :why, :asked, :planned, :mark, :at,
                          :priced, :ahead, :placed, :filled, :resting)
                        ON CONFLICT (signal_id) DO UPDATE SET verdict = excluded.verdict, why = excluded.why,
                          planned = excluded.planned, placed = excluded.placed, filled_ms = excluded.filled_ms,
                          resting = excluded.resting""")
                .param("signal", played.signalId())
                .param("seq", played.seq())
                .param("symbol", played.symbol().name())
                .param("strategy", played.strategy())
                .param("verdict", played.verdict().text())
                .param("why", played.why())
                .param("asked", played.asked())
                .param("planned", text(played.planned()))
                .param("mark", text(played.mark()))
                .param("at", played.at().toEpochMilli())
                .param("priced", played.priced().toMillis())
                .param("ahead", played.ahead().toMillis())
                .param("placed", StoredJson.text(new Orders(played.placed())))
                .param("filled", played.filledMs())
                .param("resting", note.open() ? 1 : 0)
                .update();
    }

    void keep(Transaction tx, Kept kept) {
        tx.sql()
                .sql("""
                        INSERT INTO shadow_account (name, account, books) VALUES (:name, :account, :books)
                        ON CONFLICT (name) DO UPDATE SET account = excluded.account, books = excluded.books""")
                .param("name", ACCOUNT)
                .param("account", kept.account())
                .param("books", StoredJson.text(kept.books()))
                .update();
    }

    /** Empty before the first. */
    Optional<Kept> kept(JdbcClient sql) {
        return sql.sql("SELECT account, books FROM shadow_account WHERE name = :name")
                .param("name", ACCOUNT)
                .query((row, n) -> new Kept(row.getString(1), StoredJson.read(row.getString(2), Books.Kept.class)))
                .optional();
    }

    /** The account starts anew: nothing more can happen of any alert before. */
    void forget(Transaction tx) {
        tx.sql().sql("UPDATE shadows SET resting = 0 WHERE resting = 1").update();
    }

    /** Those of which something may still happen. */
    List<Played> open(JdbcClient sql) {
        return sql.sql(SELECT + "x.resting = 1 ORDER BY x.seq")
                .query((row, n) -> played(row))
                .list();
    }

    List<Played> newest(JdbcClient sql, @Nullable Symbol symbol, int limit) {
        return sql.sql(SELECT + (symbol == null ? "1 = 1" : "x.symbol = :symbol") + " ORDER BY x.seq DESC LIMIT :limit")
                .param("symbol", symbol == null ? "" : symbol.name())
                .param("limit", limit)
                .query((row, n) -> played(row))
                .list();
    }

    private static Played played(ResultSet row) throws SQLException {
        String mark = row.getString("mark");
        long filled = row.getLong("filled_ms");
        return new Played(
                row.getString("signal_id"),
                row.getLong("seq"),
                new Symbol(row.getString("symbol")),
                row.getString("strategy"),
                row.getString("asked"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                Played.Verdict.valueOf(row.getString("verdict").toUpperCase(java.util.Locale.ROOT)),
                row.getString("why"),
                mark == null ? null : new BigDecimal(mark),
                Instant.ofEpochMilli(row.getLong("run_at")),
                Duration.ofMillis(row.getLong("priced_ms")),
                Duration.ofMillis(row.getLong("ahead_ms")),
                StoredJson.read(row.getString("placed"), Orders.class).orders(),
                row.getObject("filled_ms") == null ? null : filled);
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
