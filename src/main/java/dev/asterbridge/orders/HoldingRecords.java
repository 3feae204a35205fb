package dev.asterbridge.orders;

import static dev.asterbridge.exchange.Decimals.plain;
import static java.util.stream.Collectors.groupingBy;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The journal's table of holdings: what each strategy should hold of a symbol by the fills on record, and what guards it.
 * A holding that comes to zero, or goes through it, loses its guard.
 */
@Component
public class HoldingRecords {

    private static final Logger log = LoggerFactory.getLogger(HoldingRecords.class);

    /** Symbols with something that should be ended, or rests only for so long. */
    private static final String GUARDED = """
            symbol FROM (
              SELECT symbol FROM holdings WHERE exits_of IS NOT NULL
              UNION ALL SELECT symbol FROM orders
              WHERE (role <> '' OR cancel_at IS NOT NULL OR reduce_only = 1)
                AND status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')) w""";

    /** What should be held of the symbol, by strategy; what was ever held, flat or not. */
    public List<Holding> of(JdbcClient sql, Symbol symbol) {
        return sql.sql("SELECT * FROM holdings WHERE symbol = :symbol ORDER BY strategy, position_side")
                .param("symbol", symbol.name())
                .query((row, n) -> new Holding(
                        row.getString("strategy"),
                        PositionSide.valueOf(row.getString("position_side")),
                        new BigDecimal(row.getString("amount")),
                        guard(row)))
                .list();
    }

    /** What somebody should hold. */
    record Amount(Symbol symbol, PositionSide side, BigDecimal amount) {}

    /** Of every symbol, one for each strategy that holds something. */
    List<Amount> amounts(JdbcClient sql) {
        return sql.sql("SELECT symbol, position_side, amount FROM holdings WHERE amount <> '0'")
                .query((row, n) -> new Amount(
                        new Symbol(row.getString(1)),
                        PositionSide.valueOf(row.getString(2)),
                        new BigDecimal(row.getString(3))))
                .list();
    }

    /** True when nothing is held any more, or something is again, or the other way round. */
    boolean move(Transaction tx, Symbol symbol, String strategy, PositionSide side, BigDecimal change) {
        BigDecimal before = amount(tx.sql(), symbol, strategy, side);
        BigDecimal after = before.add(change);
        tx.sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount)"
                        + " VALUES (:symbol, :strategy, :side, :amount)"
                        + " ON CONFLICT (symbol, strategy, position_side) DO UPDATE SET amount = excluded.amount")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("side", side.name())
                .param("amount", plain(after))
                .update();
        if (after.signum() != before.signum()) {
            tx.sql()
                    .sql("UPDATE holdings SET exits = NULL, exits_of = NULL, exits_from = NULL, exits_even = 0"
                            + " WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                    .param("symbol", symbol.name())
                    .param("strategy", strategy)
                    .param("side", side.name())
                    .update();
        }
        return after.signum() != before.signum();
    }

    /**
     * Takes over a difference in what is held that nothing on record explains. What is missing is taken from those that
     * held it, the largest first; what is left belongs to the strategy without a name.
     */
    public void adopt(Transaction tx, Symbol symbol, PositionSide side, BigDecimal difference) {
        BigDecimal left = difference;
        List<Holding> opposite = of(tx.sql(), symbol).stream()
                .filter(held -> held.positionSide() == side && held.amount().signum() == -difference.signum())
                .sorted(Comparator.comparing((Holding held) -> held.amount().abs())
                        .reversed())
                .toList();
        for (Holding held : opposite) {
            BigDecimal part = left.abs().min(held.amount().abs());
            BigDecimal change = difference.signum() > 0 ? part : part.negate();
            move(tx, symbol, held.strategy(), side, change);
            left = left.subtract(change);
        }
        if (left.signum() != 0) {
            move(tx, symbol, "", side, left);
        }
    }

    /** A strategy of which an exit took more than it held, and how much more. */
    public record Overrun(String strategy, PositionSide positionSide, BigDecimal amount) {}

    /** What exits took beyond what their strategies held, as far as all fills are seen: it is from what others hold. */
    public List<Overrun> overruns(JdbcClient sql, Symbol symbol) {
        return sql.sql("SELECT * FROM holdings WHERE symbol = :symbol AND exits IS NULL AND exits_of IS NOT NULL"
                        + " AND amount <> '0'")
                .param("symbol", symbol.name())
                .query((row, n) -> new Overrun(
                        row.getString("strategy"),
                        PositionSide.valueOf(row.getString("position_side")),
                        new BigDecimal(row.getString("amount"))))
                .list();
    }

    /** Takes from what others hold what an exit took from it; the account holds what it held. */
    public void share(Transaction tx, Symbol symbol, Overrun overrun) {
        move(
                tx,
                symbol,
                overrun.strategy(),
                overrun.positionSide(),
                overrun.amount().negate());
        adopt(tx, symbol, overrun.positionSide(), overrun.amount());
        tx.record(
                symbol.name(),
                "exit_overran",
                Map.of(
                        "strategy", overrun.strategy(),
                        "position_side", overrun.positionSide().name(),
                        "amount", plain(overrun.amount().abs())));
        log.atWarn()
                .addKeyValue("event", "exit_overran")
                .log(
                        "The exits of {} {} took {} more than it held; others hold that much less",
                        symbol,
                        overrun.strategy().isEmpty() ? "without a strategy" : overrun.strategy(),
                        plain(overrun.amount().abs()));
    }

    /**
     * Tells what an order for all that the account holds has come to, which was nobody's order: where nothing is left together
     * none holds anything, not even what another held the other way; else the others hold that much less.
     *
     * @param done whether there was such an order
     */
    public void closed(Transaction tx, Symbol symbol, @Nullable PositionSide only, boolean done) {
        Map<PositionSide, List<Holding>> bySide = of(tx.sql(), symbol).stream()
                .filter(held -> held.amount().signum() != 0 && (only == null || held.positionSide() == only))
                .collect(groupingBy(Holding::positionSide));
        bySide.forEach((side, there) -> {
            BigDecimal together = there.stream().map(Holding::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            for (Holding held : there) {
                if (together.signum() == 0) {
                    move(tx, symbol, held.strategy(), side, held.amount().negate());
                } else if (done && held.strategy().isEmpty() && held.amount().signum() != together.signum()) {
                    move(tx, symbol, "", side, held.amount().negate());
                    adopt(tx, symbol, side, held.amount());
                }
            }
        });
    }

    /** From now on the stop of what is held belongs where nothing is lost any more. */
    public void even(Transaction tx, Symbol symbol, Holding held) {
        tx.sql()
                .sql(
                        "UPDATE holdings SET exits_even = 1 WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                .param("symbol", symbol.name())
                .param("strategy", held.strategy())
                .param("side", held.positionSide().name())
                .update();
    }

    /** What that signal said of the end of something that is held; empty where others said it, or nobody. */
    public Optional<Guard> guardOf(JdbcClient sql, Symbol symbol, String signalId) {
        return of(sql, symbol).stream()
                .flatMap(held -> Stream.ofNullable(held.guard()))
                .filter(guard -> guard.signalId().equals(signalId))
                .findFirst();
    }

    /** Whether something of the symbol has to be watched: what should be ended, or what rests only for so long. */
    public boolean isGuarded(JdbcClient sql, Symbol symbol) {
        return !sql.sql("SELECT " + GUARDED + " WHERE symbol = :symbol LIMIT 1")
                .param("symbol", symbol.name())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /** Symbols of which something has to be watched. */
    public List<Symbol> guarded(JdbcClient sql) {
        return sql.sql("SELECT DISTINCT " + GUARDED)
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }

    private static @Nullable Guard guard(ResultSet row) throws SQLException {
        String exits = row.getString("exits");
        return exits == null
                ? null
                : new Guard(
                        row.getString("exits_of"),
                        exits,
                        new BigDecimal(row.getString("exits_from")),
                        row.getInt("exits_even") == 1);
    }

    /** Zero where nothing is on record. */
    BigDecimal amount(JdbcClient sql, Symbol symbol, String strategy, PositionSide side) {
        return of(sql, symbol).stream()
                .filter(held -> held.strategy().equals(strategy) && held.positionSide() == side)
                .map(Holding::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /**
     * From now on what the strategy holds should end so, if it is held on the side that {@code direction} opens. A stop that was
     * moved for the same signal stays where it is.
     */
    public void guard(Transaction tx, Symbol symbol, String strategy, PositionSide side, Side direction, Guard guard) {
        BigDecimal held = amount(tx.sql(), symbol, strategy, side);
        if (held.signum() != (direction == Side.BUY ? 1 : -1)) {
            return;
        }
        tx.sql()
                .sql("""
                        UPDATE holdings SET exits_even = CASE WHEN exits_of = :signal THEN exits_even ELSE 0 END, exits = :exits,
                          exits_of = :signal, exits_from = :price
                        WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side""")
                .param("exits", guard.exits())
                .param("signal", guard.signalId())
                .param("price", plain(guard.price()))
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("side", side.name())
                .update();
    }

    /** The average price of what was filled last of the orders that opened it; empty where none is on record. */
    public Optional<BigDecimal> entryPrice(JdbcClient sql, Symbol symbol, Holding held) {
        BigDecimal left = held.amount().abs();
        BigDecimal paid = BigDecimal.ZERO;
        for (TradedOrder traded : TradedOrder.newest(sql, symbol, held, true, null)) {
            BigDecimal part = traded.seen().executedQuantity().min(left);
            paid = paid.add(part.multiply(traded.seen().averagePrice()));
            left = left.subtract(part);
        }
        BigDecimal known = held.amount().abs().subtract(left);
        return known.signum() == 0 ? Optional.empty() : Optional.of(paid.divide(known, MathContext.DECIMAL64));
    }
}
