package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.HoldingRecords.Overrun;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderWatch;
import dev.asterbridge.signals.SignalProperties.OnDrift;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares what is held with what the journal says should be. */
@Component
class Drift {

    private static final Logger log = LoggerFactory.getLogger(Drift.class);

    /** What the exchange shows of a position may lag behind its fills. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final int LOOKS = 3;
    private static final String OURS = "ab-";

    private final PositionReader positions;
    private final OrderReader exchangeOrders;
    private final OrderQueries queries;
    private final HoldingRecords holdings;
    private final OrderWatch watch;
    private final LaneRecords lanes;
    private final Journal journal;
    private final SignalProperties properties;
    private final Clock clock;
    private final Map<Symbol, Looks> looks = new HashMap<>();

    Drift(
            PositionReader positions,
            OrderReader exchangeOrders,
            OrderQueries queries,
            HoldingRecords holdings,
            OrderWatch watch,
            LaneRecords lanes,
            Journal journal,
            SignalProperties properties,
            Clock clock) {
        this.positions = positions;
        this.exchangeOrders = exchangeOrders;
        this.queries = queries;
        this.holdings = holdings;
        this.watch = watch;
        this.lanes = lanes;
        this.journal = journal;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Looks once; a difference is only believed when it is still there the third time, and when each order that rested is
     * shown or certain to be gone: one that cannot be seen may have made it, and would be counted again when it can.
     *
     * @return when to look again; empty when all is explained, adopted, or the lane is frozen
     */
    Optional<Duration> check(Symbol symbol, Consumer<Transaction> guard) {
        boolean allSeen = watch.refresh(symbol);
        if (!journal.read(sql -> queries.live(sql, symbol)).isEmpty()) {
            // A stop that came with what was filled just now; what it has ended is not known yet.
            return Optional.of(Duration.ZERO);
        }
        Map<PositionSide, BigDecimal> difference = difference(symbol);
        List<Order> foreign = foreignOrders(symbol);
        if (difference.isEmpty() && foreign.isEmpty()) {
            forget(symbol);
            share(symbol, guard);
            return Optional.empty();
        }
        Duration wait = difference.isEmpty() ? Duration.ZERO : untilBelieved(symbol, allSeen);
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        forget(symbol);
        settle(symbol, difference, describe(symbol, difference, foreign), guard);
        share(symbol, guard);
        return Optional.empty();
    }

    /** All fills are seen by now, so that an exit that took more than its strategy held took it from others. */
    private void share(Symbol symbol, Consumer<Transaction> guard) {
        List<Overrun> overruns = journal.read(sql -> holdings.overruns(sql, symbol));
        if (!overruns.isEmpty()) {
            journal.write(tx -> {
                guard.accept(tx);
                overruns.forEach(it -> holdings.share(tx, symbol, it));
                return symbol;
            });
        }
    }

    /** Takes what is held as it is. */
    void adopt(Transaction tx, Symbol symbol, Map<PositionSide, BigDecimal> difference) {
        difference.forEach((side, amount) -> {
            holdings.adopt(tx, symbol, side, amount);
            tx.record(symbol.name(), "drift_adopted", Map.of("position_side", side.name(), "amount", plain(amount)));
        });
    }

    /** What is held beyond what should be, by position side; empty when both agree. */
    Map<PositionSide, BigDecimal> difference(Symbol symbol) {
        Map<PositionSide, BigDecimal> difference = new EnumMap<>(PositionSide.class);
        journal.read(sql -> holdings.of(sql, symbol))
                .forEach(held ->
                        difference.merge(held.positionSide(), held.amount().negate(), BigDecimal::add));
        for (Position held : positions.of(symbol)) {
            difference.merge(held.positionSide(), held.amount(), BigDecimal::add);
        }
        difference.values().removeIf(amount -> amount.signum() == 0);
        return difference;
    }

    private void settle(
            Symbol symbol, Map<PositionSide, BigDecimal> difference, String what, Consumer<Transaction> guard) {
        boolean freeze = properties.onDrift() == OnDrift.FREEZE;
        journal.write(tx -> {
            guard.accept(tx);
            tx.record(symbol.name(), "drift_found", Map.of("what", what));
            if (freeze) {
                lanes.freeze(tx, symbol, what);
            } else {
                adopt(tx, symbol, difference);
            }
            return symbol;
        });
        log.atWarn()
                .addKeyValue("event", "drift_found")
                .log("{}; {}", what, freeze ? "nothing new is opened until a person releases it" : "taken as it is");
    }

    /** How long until the next look counts; nothing once enough have. */
    private Duration untilBelieved(Symbol symbol, boolean allSeen) {
        Instant now = clock.instant();
        synchronized (looks) {
            Looks before = looks.getOrDefault(symbol, new Looks(0, Instant.EPOCH));
            Duration since = Duration.between(before.last(), now).abs();
            if (since.compareTo(LAG) < 0) {
                return LAG.minus(since);
            }
            looks.put(symbol, new Looks(before.count() + 1, now));
            return before.count() + 1 < LOOKS || !allSeen ? LAG : Duration.ZERO;
        }
    }

    private void forget(Symbol symbol) {
        synchronized (looks) {
            looks.remove(symbol);
        }
    }

    /** Open orders by our naming that are not on record, as after an old backup was restored. */
    private List<Order> foreignOrders(Symbol symbol) {
        Set<String> known = journal.read(sql ->
                sql.sql("""
                        SELECT a.client_order_id FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE o.symbol = :symbol AND (a.outcome IS NULL OR a.outcome = 'executed')""").param("symbol", symbol.name()).query(String.class).set());
        // The exchange may show what is tied to an order before it shows that the order is filled.
        Set<String> tied = journal.read(sql -> queries.standing(sql, symbol)).stream()
                .flatMap(order -> order.order().request().tiedOrders().stream())
                .map(exit -> exit.clientOrderId().value())
                .collect(Collectors.toSet());
        return exchangeOrders.open(symbol).stream()
                .filter(order -> order.clientOrderId().startsWith(OURS)
                        && !known.contains(order.clientOrderId())
                        && !tied.contains(order.clientOrderId()))
                .toList();
    }

    private String describe(Symbol symbol, Map<PositionSide, BigDecimal> difference, List<Order> foreign) {
        String positions = difference.entrySet().stream()
                .map(entry -> "%s %s %s is held than the journal explains (%s)"
                        .formatted(
                                plain(entry.getValue().abs()),
                                symbol,
                                entry.getValue().signum() > 0 ? "more" : "less",
                                entry.getKey()))
                .collect(Collectors.joining("; "));
        String open = foreign.stream()
                .map(order -> "order %s rests and is not in the journal".formatted(order.clientOrderId()))
                .collect(Collectors.joining("; "));
        String trades = difference.isEmpty() ? "" : trades(symbol);
        return Stream.of(positions, open, trades)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String trades(Symbol symbol) {
        try {
            List<Fill> fills = exchangeOrders.fills(
                    symbol,
                    clock.instant().minus(Duration.ofDays(1)),
                    clock.instant().plusSeconds(10));
            Set<Long> ours = journal.read(
                    sql -> sql.sql("SELECT order_id FROM orders WHERE symbol = :symbol AND order_id IS NOT NULL")
                            .param("symbol", symbol.name())
                            .query(Long.class)
                            .set());
            List<Fill> others = fills.stream()
                    .filter(fill -> !ours.contains(fill.orderId()))
                    .toList();
            return others.isEmpty()
                    ? "no trade of the last day explains it"
                    : "%d trades of other orders in the last day, the last at %s"
                            .formatted(others.size(), others.getLast().time());
        } catch (RuntimeException e) {
            return "the trades could not be read";
        }
    }

    /** How often a difference was seen, and when last. */
    private record Looks(int count, Instant last) {}
}
