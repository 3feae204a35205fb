package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.signals.TargetChain.Said;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
     * @param closed the side that a close has ended since, which is no target: the strategy itself may go on from what it
     *     said before, {@code previous}; {@code BOTH} for whichever there was, absent where the target itself was said last
     */
    record Standing(
            BigDecimal target,
            @Nullable BigDecimal previous,
            @Nullable Instant firedAt,
            String signalId,
            boolean gap,
            @Nullable PositionSide closed) {

        Standing(
                BigDecimal target,
                @Nullable BigDecimal previous,
                @Nullable Instant firedAt,
                String signalId,
                boolean gap) {
            this(target, previous, firedAt, signalId, gap, null);
        }

        /** Of a close the second counts: within it the one that came later may be meant to go on from it. */
        Standing notBefore(Instant time) {
            Instant from = closed == null ? time : time.truncatedTo(ChronoUnit.SECONDS);
            return firedAt == null || from.isAfter(firedAt)
                    ? new Standing(target, previous, from, signalId, gap, closed)
                    : this;
        }

        /** What the strategy itself said last; absent where only a close is known of it. */
        @Nullable
        BigDecimal said() {
            return closed == null ? target : previous;
        }

        /** Whether that is what a target says it goes on from. */
        boolean isFollowedBy(Said next) {
            BigDecimal said = said();
            return next.follows(target) || (said != null && next.follows(said));
        }

        /** Whether a close has ended since what the target would hold. Of one second nobody can tell, and the later one counts. */
        boolean hasClosed(Said target) {
            int side = closed == null ? 0 : closed == PositionSide.SHORT ? -1 : 1;
            boolean isMeant = closed == PositionSide.BOTH
                    || (closed != null && target.target().signum() == side);
            return isMeant
                    && firedAt != null
                    && (target.content() == null
                            ? target.second() < firedAt.getEpochSecond()
                            : target.at().isBefore(firedAt));
        }

        /** The same once the strategy has said that, which was let go because of the close. */
        Standing saying(BigDecimal size) {
            return new Standing(target, size, firedAt, signalId, gap, closed);
        }

        /** Nothing from then on, of a strategy that has said nothing. */
        static Standing ofClose(String id, Instant at, @Nullable PositionSide side) {
            PositionSide ended = side == null ? PositionSide.BOTH : side;
            return new Standing(BigDecimal.ZERO, null, at, id, false, ended);
        }

        /** Nothing from then on, where that is newer and about what is wanted. */
        Standing closedBy(String id, Instant at, PositionSide side) {
            boolean isOlder = firedAt != null && at.getEpochSecond() < firedAt.getEpochSecond();
            boolean isOther = target.signum() != 0
                    && side != PositionSide.BOTH
                    && (target.signum() > 0) != (side == PositionSide.LONG);
            if (isOlder || isOther) {
                return this;
            }
            PositionSide both = closed == null || closed == side ? side : PositionSide.BOTH;
            return new Standing(BigDecimal.ZERO, said(), at, id, false, both);
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
                                    row.getInt("gap") == 1,
                                    row.getString("closed") == null
                                            ? null
                                            : PositionSide.valueOf(row.getString("closed"))));
                });
        return targets;
    }

    /** What each strategy holds or wants, where that is something; what it wants stands beside what it holds of the symbol. */
    List<StrategyState> states(JdbcClient sql) {
        return sql.sql("""
                        SELECT h.strategy, h.symbol, h.position_side, h.amount, CASE WHEN t.closed IS NULL THEN t.target END, h.exits, h.exits_from
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
                        INSERT INTO targets (symbol, strategy, target, previous, fired_at, signal_id, gap, closed)
                        VALUES (:symbol, :strategy, :target, :previous, :fired, :signal, :gap, :closed)
                        ON CONFLICT (symbol, strategy) DO UPDATE SET target = excluded.target, previous = excluded.previous,
                          fired_at = excluded.fired_at, signal_id = excluded.signal_id, gap = excluded.gap,
                          closed = excluded.closed""")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("target", plain(standing.target()))
                .param("previous", standing.previous() == null ? null : plain(standing.previous()))
                .param(
                        "fired",
                        standing.firedAt() == null ? null : standing.firedAt().toEpochMilli())
                .param("signal", standing.signalId())
                .param("gap", standing.gap() ? 1 : 0)
                .param(
                        "closed",
                        standing.closed() == null ? null : standing.closed().name())
                .update();
    }

    /**
     * Remembers a close that was carried out, as of its own time: a target of before it that comes late must not undo it.
     *
     * @param at when the close was fired; when it came in, where it does not say
     */
    void closed(Transaction tx, Signal close, String id, Instant at) {
        Map<String, Standing> known = of(tx.sql(), close.symbol());
        PositionSide side = close.positionSide() == null ? PositionSide.BOTH : close.positionSide();
        Set<String> strategies = close.isOfAll() ? strategies(tx.sql(), close.symbol()) : Set.of(close.strategy());
        for (String strategy : strategies) {
            Standing before = known.get(strategy);
            Standing standing = before == null ? Standing.ofClose(id, at, side) : before.closedBy(id, at, side);
            if (!standing.equals(before)) {
                keep(tx, close.symbol(), strategy, standing);
            }
        }
    }

    /** Those that hold something of the symbol, have held it or have said that they do, and those whose word waits. */
    private static Set<String> strategies(JdbcClient sql, Symbol symbol) {
        return new TreeSet<>(
                sql.sql("""
                        SELECT strategy FROM targets WHERE symbol = :symbol
                        UNION SELECT strategy FROM holdings WHERE symbol = :symbol
                        UNION SELECT strategy FROM signals WHERE symbol = :symbol AND verdict IS NULL""").param("symbol", symbol.name()).query(String.class).list());
    }
}
