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
    private static final String SELECT =
            "SELECT x.*, s.received_at FROM shadows x JOIN signals s ON s.id = x.signal_id WHERE ";

    /** The account as the venue keeps it, and who holds what there. */
    record Kept(String account, Books.Kept books) {}

    private record Orders(List<Played.Placed> orders) {}

    /** Puts on record what an alert came to, or what has become of it since. */
    void keep(Transaction tx, Played played) {
        tx.sql()
                .sql("""
                        INSERT INTO shadows (signal_id, seq, symbol, strategy, verdict, why, asked, planned, mark, run_at,
                          priced_ms, ahead_ms, placed, filled_ms, resting)
                        VALUES (:signal, :seq, :symbol, :strategy, :verdict, :why, :asked, :planned, :mark, :at,
                          :priced, :ahead, :placed, :filled, :resting)
                        ON CONFLICT (signal_id) DO UPDATE SET placed = excluded.placed, filled_ms = excluded.filled_ms,
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
                .param("resting", played.rests() ? 1 : 0)
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

    /** Those whose orders may still fill. */
    List<Played> resting(JdbcClient sql) {
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
