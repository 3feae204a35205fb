package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.signals.LaneState.Unproven;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's table of lanes: who works on a symbol, and whether it is frozen. */
@Component
class LaneRecords {

    private static final String ALIVE = "SELECT name FROM instances WHERE lease_until > :now";

    /**
     * Takes the lane for this instance, unless another one works on it that is alive.
     *
     * @return the epoch, which no other owner has; empty when the lane is not to be had
     */
    OptionalLong claim(Transaction tx, Symbol symbol) {
        tx.sql()
                .sql("INSERT INTO lanes (symbol, epoch) VALUES (:symbol, 0) ON CONFLICT (symbol) DO NOTHING")
                .param("symbol", symbol.name())
                .update();
        var free = tx.sql()
                .sql(
                        "SELECT epoch FROM lanes WHERE symbol = :symbol AND (owner IS NULL OR owner = :me OR owner NOT IN ("
                                + ALIVE + ")) " + tx.skipLocked())
                .param("symbol", symbol.name())
                .param("me", tx.instance())
                .param("now", tx.now())
                .query(Long.class)
                .optional();
        if (free.isEmpty()) {
            return OptionalLong.empty();
        }
        long epoch = free.get() + 1;
        tx.sql()
                .sql("UPDATE lanes SET owner = :me, epoch = :epoch WHERE symbol = :symbol")
                .param("me", tx.instance())
                .param("epoch", epoch)
                .param("symbol", symbol.name())
                .update();
        tx.record(symbol.name(), "lane_taken", Map.of("epoch", epoch, "owner", tx.instance()));
        return OptionalLong.of(epoch);
    }

    /** Makes sure, until the transaction ends, that this instance works on the lane and is alive. */
    void require(Transaction tx, Symbol symbol, long epoch) {
        int rows = tx.sql()
                .sql(
                        "UPDATE lanes SET epoch = :epoch WHERE symbol = :symbol AND epoch = :epoch AND owner = :me AND owner IN ("
                                + ALIVE + ")")
                .param("symbol", symbol.name())
                .param("epoch", epoch)
                .param("me", tx.instance())
                .param("now", tx.now())
                .update();
        if (rows == 0) {
            throw new LaneLost("another instance works on " + symbol);
        }
    }

    /** Every lane there is, by symbol. */
    List<LaneState> all(JdbcClient sql) {
        Map<String, List<Unproven>> unproven = new HashMap<>();
        sql.sql("""
                        SELECT o.symbol, a.* FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.outcome IS NULL ORDER BY a.prepared_at""").query(row -> {
            unproven.computeIfAbsent(row.getString("symbol"), symbol -> new ArrayList<>())
                    .add(new Unproven(
                            row.getString("client_order_id"),
                            Instant.ofEpochMilli(row.getLong("prepared_at")),
                            Instant.ofEpochMilli(row.getLong("horizon_at"))));
        });
        Map<String, Integer> waiting = new HashMap<>();
        sql.sql("SELECT symbol, count(*) FROM signals WHERE verdict IS NULL GROUP BY symbol")
                .query(row -> {
                    waiting.put(row.getString(1), row.getInt(2));
                });
        return sql.sql("SELECT * FROM lanes ORDER BY symbol")
                .query((row, n) -> {
                    String symbol = row.getString("symbol");
                    return new LaneState(
                            new Symbol(symbol),
                            waiting.getOrDefault(symbol, 0),
                            unproven.getOrDefault(symbol, List.of()),
                            row.getString("frozen_why"),
                            row.getObject("frozen_at") == null ? null : Instant.ofEpochMilli(row.getLong("frozen_at")),
                            row.getString("owner"));
                })
                .list();
    }

    void freeze(Transaction tx, Symbol symbol, String why) {
        tx.sql()
                .sql("UPDATE lanes SET frozen_why = :why, frozen_at = :now WHERE symbol = :symbol")
                .param("why", why)
                .param("now", tx.now())
                .param("symbol", symbol.name())
                .update();
        tx.record(symbol.name(), "lane_frozen", Map.of("why", why));
    }

    void release(Transaction tx, Symbol symbol) {
        tx.sql()
                .sql("UPDATE lanes SET frozen_why = NULL, frozen_at = NULL WHERE symbol = :symbol")
                .param("symbol", symbol.name())
                .update();
        tx.record(symbol.name(), "lane_released", Map.of());
    }
}
