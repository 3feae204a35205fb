package dev.asterbridge.risk;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.risk.AccountState.Counts;
import dev.asterbridge.risk.Halt.Kind;
import dev.asterbridge.risk.Halt.Scope;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's tables of halts, equity and allowed orders. */
@Component
class RiskRecords {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What the exchange shows of the account may lag behind its fills, and the clocks of instances differ. */
    private static final Duration LAG = Duration.ofSeconds(5);

    private static final String HELD = "SELECT symbol, position_side FROM holdings WHERE amount <> '0'";
    private static final String HELD_BOTH_WAYS = """
            SELECT symbol, position_side FROM holdings WHERE amount <> '0' GROUP BY symbol, position_side
            HAVING count(DISTINCT CASE WHEN amount LIKE '-%' THEN 1 ELSE 0 END) = 2""";
    // CROSS JOIN keeps SQLite from walking through all that was ever ordered.
    private static final String UNDER_WAY = """
            SELECT o.symbol, o.position_side FROM attempts a CROSS JOIN orders o
            WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.outcome IS NULL AND o.reduce_only = 0""";
    private static final String RESTING = """
            SELECT DISTINCT symbol, position_side FROM orders
            WHERE status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER') AND reduce_only = 0""";
    private static final String OPENED = """
            SELECT DISTINCT symbol, position_side FROM orders
            WHERE seen_at >= :since AND reduce_only = 0 AND executed_quantity <> '0'""";

    /** Lets nobody else take this turn, on any instance, until the transaction ends. */
    void takeTurn(Transaction tx) {
        tx.sql()
                .sql("INSERT INTO equity (account) VALUES ('all') ON CONFLICT (account) DO UPDATE SET account = 'all'")
                .update();
    }

    /**
     * What an order of that symbol and strategy is judged by.
     *
     * @param counted whether it matters what is open
     */
    AccountState state(JdbcClient sql, Instant now, Exposure order, boolean counted) {
        Reading reading = reading(sql);
        return new AccountState(
                now,
                halts(sql),
                reading,
                counted ? open(sql, reading) : Set.of(),
                lastMinute(sql, now, order.symbol(), order.strategy()));
    }

    List<Halt> halts(JdbcClient sql) {
        return sql.sql("SELECT * FROM halts ORDER BY since, scope, name, automatic")
                .query((row, n) -> new Halt(
                        new Scope(Kind.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)), row.getString("name")),
                        row.getString("why"),
                        row.getString("halted_by"),
                        row.getInt("automatic") != 0,
                        Instant.ofEpochMilli(row.getLong("since"))))
                .list();
    }

    /** Puts a halt on record; false when there is one of that scope and kind. */
    boolean halt(Transaction tx, Halt halt) {
        return tx.sql()
                        .sql("""
                                INSERT INTO halts (scope, name, automatic, why, halted_by, since)
                                VALUES (:scope, :name, :automatic, :why, :by, :since)
                                ON CONFLICT (scope, name, automatic) DO NOTHING""")
                        .param("scope", halt.scope().kind().text())
                        .param("name", halt.scope().name())
                        .param("automatic", halt.automatic() ? 1 : 0)
                        .param("why", halt.why())
                        .param("by", halt.by())
                        .param("since", halt.since().toEpochMilli())
                        .update()
                == 1;
    }

    /** Ends the halts of that very scope; answers how many there were. */
    int lift(Transaction tx, Scope scope) {
        return tx.sql()
                .sql("DELETE FROM halts WHERE scope = :scope AND name = :name")
                .param("scope", scope.kind().text())
                .param("name", scope.name())
                .update();
    }

    /** The last one; null before the first. */
    @Nullable
    Reading reading(JdbcClient sql) {
        return sql.sql("SELECT * FROM equity WHERE equity IS NOT NULL")
                .query((row, n) -> new Reading(
                        Instant.ofEpochMilli(row.getLong("read_at")),
                        new BigDecimal(row.getString("equity")),
                        LocalDate.ofEpochDay(row.getLong("day")),
                        decimal(row, "day_start"),
                        decimal(row, "peak"),
                        Arrays.stream(row.getString("positions").split(","))
                                .filter(text -> !text.isEmpty())
                                .map(Held::of)
                                .collect(Collectors.toSet())))
                .optional()
                .orElse(null);
    }

    void keep(Transaction tx, Reading reading) {
        tx.sql()
                .sql("""
                        UPDATE equity SET read_at = :at, equity = :equity, day = :day, day_start = :start, peak = :peak,
                          positions = :positions""")
                .param("at", reading.at().toEpochMilli())
                .param("equity", plain(reading.equity()))
                .param("day", reading.day().toEpochDay())
                .param("start", text(reading.dayStart()))
                .param("peak", text(reading.peak()))
                .param(
                        "positions",
                        reading.positions().stream()
                                .map(Held::toString)
                                .sorted()
                                .collect(Collectors.joining(",")))
                .update();
    }

    /** Lets the next reading be what losses count from. */
    void startAnew(Transaction tx) {
        tx.sql().sql("UPDATE equity SET day_start = NULL, peak = NULL").update();
    }

    /** Counts an order that may add exposure, and forgets those that count no more, or not before the clock has caught up. */
    void allowed(Transaction tx, Exposure order) {
        tx.sql()
                .sql("DELETE FROM allowed_orders WHERE at <= :since OR at > :ahead")
                .param("since", tx.now() - MINUTE.toMillis())
                .param("ahead", tx.now() + MINUTE.toMillis())
                .update();
        tx.sql()
                .sql("INSERT INTO allowed_orders (at, symbol, strategy) VALUES (:now, :symbol, :strategy)")
                .param("now", tx.now())
                .param("symbol", order.symbol().name())
                .param("strategy", order.strategy() == null ? "" : order.strategy())
                .update();
    }

    /** @param strategy absent for the unnamed one, of which none are counted */
    Counts lastMinute(JdbcClient sql, Instant now, @Nullable Symbol symbol, @Nullable String strategy) {
        return sql.sql("""
                        SELECT count(*), COALESCE(sum(CASE WHEN symbol = :symbol THEN 1 ELSE 0 END), 0),
                          COALESCE(sum(CASE WHEN strategy = :strategy THEN 1 ELSE 0 END), 0)
                        FROM allowed_orders WHERE at > :since AND at <= :ahead""")
                .param("symbol", symbol == null ? "" : symbol.name())
                .param("strategy", strategy == null ? "" : strategy)
                .param("since", now.minus(MINUTE).toEpochMilli())
                .param("ahead", now.plus(MINUTE).toEpochMilli())
                .query((row, n) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    /**
     * Where something is held, or could come to be: by the last reading of the account, by what our orders did since, and
     * by orders that rest or are not proven. Before the first reading the journal alone has to know.
     */
    Set<Held> open(JdbcClient sql, @Nullable Reading reading) {
        Set<Held> open = reading == null ? expected(sql) : new HashSet<>(reading.positions());
        if (reading != null) {
            open.addAll(
                    held(sql.sql(OPENED).param("since", reading.at().minus(LAG).toEpochMilli())));
        }
        // The account may show none of it; each of those that hold it is let out.
        open.addAll(heldBothWays(sql));
        open.addAll(held(sql.sql(RESTING)));
        open.addAll(underWay(sql));
        return open;
    }

    /** Where something should be held, as far as the journal knows. */
    Set<Held> expected(JdbcClient sql) {
        return held(sql.sql(HELD));
    }

    Set<Held> heldBy(JdbcClient sql, String strategy) {
        return held(sql.sql(HELD + " AND strategy = :strategy").param("strategy", strategy));
    }

    /** Where requests of the strategy that are not proven may have opened something. */
    Set<Held> underWayOf(JdbcClient sql, String strategy) {
        return held(sql.sql(UNDER_WAY + " AND o.strategy = :strategy").param("strategy", strategy));
    }

    /** Where strategies hold something long and short at once. */
    Set<Held> heldBothWays(JdbcClient sql) {
        return held(sql.sql(HELD_BOTH_WAYS));
    }

    /** Where requests that are not proven may have opened something. */
    Set<Held> underWay(JdbcClient sql) {
        return held(sql.sql(UNDER_WAY));
    }

    private static Set<Held> held(JdbcClient.StatementSpec question) {
        return new HashSet<>(question.query(
                        (row, n) -> new Held(new Symbol(row.getString(1)), PositionSide.valueOf(row.getString(2))))
                .list());
    }

    private static @Nullable BigDecimal decimal(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : plain(value);
    }
}
