package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's table of targets: what each strategy said last that it holds. */
@Component
class TargetRecords {

    /**
     * What a strategy said last, as far as it was carried out.
     *
     * @param previous what it held before that, as it said itself
     * @param firedAt when that was; later, where something was let go since that is of a later second
     * @param gap whether that was not what it had said before
     */
    record Standing(
            BigDecimal target,
            @Nullable BigDecimal previous,
            @Nullable Instant firedAt,
            String signalId,
            boolean gap) {

        Standing notBefore(Instant time) {
            return firedAt == null || time.isAfter(firedAt)
                    ? new Standing(target, previous, time, signalId, gap)
                    : this;
        }
    }

    /** By strategy. */
    Map<String, Standing> of(JdbcClient sql, Symbol symbol) {
        Map<String, Standing> targets = new HashMap<>();
        sql.sql("SELECT * FROM targets WHERE symbol = :symbol")
                .param("symbol", symbol.name())
                .query(row -> {
                    String previous = row.getString("previous");
                    Object fired = row.getObject("fired_at");
                    targets.put(
                            row.getString("strategy"),
                            new Standing(
                                    new BigDecimal(row.getString("target")),
                                    previous == null ? null : new BigDecimal(previous),
                                    fired == null ? null : Instant.ofEpochMilli(row.getLong("fired_at")),
                                    row.getString("signal_id"),
                                    row.getInt("gap") == 1));
                });
        return targets;
    }

    /** What each strategy holds or wants, where that is something; what it wants stands beside what it holds of the symbol. */
    List<StrategyState> states(JdbcClient sql) {
        return sql.sql("""
                        SELECT h.strategy, h.symbol, h.position_side, h.amount, t.target, h.exits, h.exits_from
                        FROM holdings h LEFT JOIN targets t ON t.symbol = h.symbol AND t.strategy = h.strategy
                        WHERE h.amount <> '0'
                        UNION ALL SELECT t.strategy, t.symbol, NULL, '0', t.target, NULL, NULL FROM targets t
                        WHERE t.target <> '0' AND NOT EXISTS (SELECT 1 FROM holdings h
                          WHERE h.symbol = t.symbol AND h.strategy = t.strategy AND h.amount <> '0')
                        ORDER BY 2, 1, 3""")
                .query((row, n) -> new StrategyState(
                        row.getString(1),
                        new Symbol(row.getString(2)),
                        row.getString(3) == null ? null : PositionSide.valueOf(row.getString(3)),
                        new BigDecimal(row.getString(4)),
                        decimal(row.getString(5)),
                        row.getString(6),
                        decimal(row.getString(7))))
                .list();
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    void keep(Transaction tx, Symbol symbol, String strategy, Standing standing) {
        tx.sql()
                .sql("""
                        INSERT INTO targets (symbol, strategy, target, previous, fired_at, signal_id, gap)
                        VALUES (:symbol, :strategy, :target, :previous, :fired, :signal, :gap)
                        ON CONFLICT (symbol, strategy) DO UPDATE SET target = excluded.target, previous = excluded.previous,
                          fired_at = excluded.fired_at, signal_id = excluded.signal_id, gap = excluded.gap""")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("target", plain(standing.target()))
                .param("previous", standing.previous() == null ? null : plain(standing.previous()))
                .param(
                        "fired",
                        standing.firedAt() == null ? null : standing.firedAt().toEpochMilli())
                .param("signal", standing.signalId())
                .param("gap", standing.gap() ? 1 : 0)
                .update();
    }
}
