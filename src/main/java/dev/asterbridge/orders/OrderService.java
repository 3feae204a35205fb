package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.problems.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Places orders, each on record before it is sent and sent once, ends them, and puts on record what is proven about them.
 * The only caller of {@link OrderEntry}.
 */
@Service
public class OrderService {

    private static final Logger log = LoggerFactory.getLogger(OrderService.class);

    private final OrderEntry entry;
    private final OrderReader orders;
    private final ExchangeClock exchange;
    private final SymbolSetup setup;
    private final Backing backing;
    private final OrderRecords records;
    private final OrderQueries queries;
    private final HoldingRecords holdings;
    private final TiedStops tiedStops;
    private final Journal journal;
    private final Clock clock;
    private final MeterRegistry meters;

    OrderService(
            OrderEntry entry,
            OrderReader orders,
            ExchangeClock exchange,
            SymbolSetup setup,
            OrderRecords records,
            OrderQueries queries,
            HoldingRecords holdings,
            TiedStops tiedStops,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        this.entry = entry;
        this.orders = orders;
        this.exchange = exchange;
        this.setup = setup;
        this.backing = new Backing(setup, queries, journal);
        this.records = records;
        this.queries = queries;
        this.holdings = holdings;
        this.tiedStops = tiedStops;
        this.journal = journal;
        this.clock = clock;
        this.meters = meters;
    }

    /** Places the order with what stands for its symbol. */
    public Placement place(Leg leg, OrderRequest request, Consumer<Transaction> alongside) {
        return place(leg, request, MarginTerms.NONE, alongside);
    }

    /**
     * Places the order; takes one round trip.
     *
     * @param margin what it asks for; it is set before, if the order may open something
     * @param alongside goes on record in the same transaction as the attempt, before anything is sent; what it throws
     *     keeps the order from being sent
     * @throws ProblemException when leverage or margin type cannot be had as asked for; nothing was sent then
     * @throws ExchangeUnavailable when leverage or margin type could not be set; nothing was sent then
     */
    public Placement place(Leg leg, OrderRequest request, MarginTerms margin, Consumer<Transaction> alongside) {
        if (!request.reduceOnly()) {
            setup.apply(request.symbol(), margin, () -> backing.rests(request.symbol()));
        }
        MDC.put("client_order_id", request.clientOrderId().value());
        SignedOrder signed = entry.sign(request);
        Instant preparedAt = exchange.now();
        journal.write(tx -> {
            alongside.accept(tx);
            records.prepare(tx, leg, signed, preparedAt);
            return leg;
        });
        log.atDebug().addKeyValue("event", "attempt_recorded").log("On record, to be sent now: {}", request);
        Instant sentAt = clock.instant();
        Placement placement = switch (entry.send(signed)) {
            case OrderOutcome.Accepted accepted -> Placement.of(request, accepted.order());
            case OrderOutcome.Rejected rejected -> new Placement.Refused(rejected.refusal());
            case OrderOutcome.Unknown unknown -> new Placement.Unproven(unknown.why());
        };
        if (placement instanceof Placement.Unproven unproven) {
            meters.counter("bridge.orders", "outcome", "unknown").increment();
            log.atWarn()
                    .addKeyValue("event", "order_unknown")
                    .log("Outcome unknown ({}); looking the order up, it is not sent again", unproven.why());
            return placement;
        }
        return settle(leg, request, placement, sentAt);
    }

    /**
     * Ends an order that rests, and puts on record what the exchange shows of it then; safe to repeat. An order that the
     * exchange does not know stays on record as it was: {@link OrderWatch} looks on, and takes it for ended once it is
     * certain that nothing of it is left.
     *
     * @return as the exchange shows it, ended by this or before it, maybe filled; empty when it knows none of that name
     * @throws ExchangeUnavailable when nobody can say whether it still rests; to be tried again
     */
    public Optional<Order> cancel(LiveAttempt order) {
        return cancel(order.request().symbol(), order.id(), order, "service");
    }

    /**
     * The same at the word of a person, whoever placed the order: only what is on record here changes there, but the event
     * is told of all.
     *
     * @param by who asked for it
     * @throws ExchangeUnavailable when nobody can say whether it still rests; to be tried again
     */
    Optional<Order> cancel(Symbol symbol, ClientOrderId id, String by) {
        return cancel(
                symbol, id, journal.read(sql -> queries.placed(sql, symbol, id)).orElse(null), by);
    }

    private Optional<Order> cancel(Symbol symbol, ClientOrderId id, @Nullable LiveAttempt onRecord, String by) {
        Instant askedAt = clock.instant();
        Optional<Order> ended = entry.cancel(symbol, id);
        ended.ifPresent(shown -> journal.write(tx -> {
            if (onRecord != null) {
                records.seen(tx, onRecord.leg(), shown, clock.instant());
                tiedStops.follow(tx, onRecord.leg(), onRecord.request());
            }
            if (shown.status() != OrderStatus.FILLED) {
                tx.record(
                        onRecord == null ? symbol.name() : onRecord.leg().signalId(),
                        "order_cancelled",
                        Map.of(
                                "client_order_id",
                                id.value(),
                                "status",
                                shown.status().name(),
                                "by",
                                by));
            }
            return shown;
        }));
        String outcome =
                ended.map(it -> it.status().name().toLowerCase(Locale.ROOT)).orElse("not_found");
        meters.counter("bridge.orders.cancelled", "outcome", outcome).increment();
        log.atInfo()
                .addKeyValue("event", "order_cancelled")
                .addKeyValue("outcome", outcome)
                .addKeyValue(
                        "duration_ms",
                        Duration.between(askedAt, clock.instant()).toMillis())
                .log(
                        "To be ended: {} of {}; now {}",
                        id,
                        symbol,
                        ended.map(OrderService::describe).orElse("unknown to the exchange"));
        return ended;
    }

    /** Remembers on whose behalf an order is going to be ended. */
    public void cancels(Transaction tx, String signalId, LiveAttempt order) {
        records.cancels(tx, signalId, order.leg());
    }

    /** What was to be ended on behalf of the signal, oldest first. */
    public List<StandingOrder> cancelledBy(JdbcClient sql, String signalId) {
        return queries.cancelledBy(sql, signalId);
    }

    /** Requests of which it is not proven what became of them, oldest first. */
    public List<LiveAttempt> live(JdbcClient sql, Symbol symbol) {
        return queries.live(sql, symbol);
    }

    /** Starts to find out. */
    public Inquiry inquire(LiveAttempt attempt) {
        return new Inquiry(attempt, "it was sent, or about to be, and not answered", orders, exchange, clock);
    }

    /** Asks once more; what is proven then is on record. */
    public Placement look(LiveAttempt attempt, Inquiry inquiry) {
        Placement placement = inquiry.look();
        return placement instanceof Placement.Unproven
                ? placement
                : settle(attempt.leg(), attempt.request(), placement, attempt.preparedAt());
    }

    /** Puts on record that a person takes the request as not executed; false when it was settled already. */
    public boolean giveUp(Transaction tx, LiveAttempt attempt) {
        Placement placement = new Placement.NotExecuted("a person released the lane");
        return records.settle(tx, attempt.leg(), attempt.id(), placement, clock.instant());
    }

    /** The orders of a signal, oldest first. */
    public List<PlacedOrder> of(JdbcClient sql, String signalId) {
        return queries.of(sql, signalId);
    }

    /** What each strategy should hold of the symbol, by what is on record. */
    public List<Holding> holdings(JdbcClient sql, Symbol symbol) {
        return holdings.of(sql, symbol);
    }

    /**
     * Takes over a difference in what is held that nothing on record explains. What is missing is taken from those that
     * held it, the largest first; what is left belongs to the strategy without a name.
     */
    public void adopt(Transaction tx, Symbol symbol, PositionSide side, BigDecimal difference) {
        BigDecimal left = difference;
        List<Holding> opposite = holdings.of(tx.sql(), symbol).stream()
                .filter(held -> held.positionSide() == side && held.amount().signum() == -difference.signum())
                .sorted(Comparator.comparing((Holding held) -> held.amount().abs())
                        .reversed())
                .toList();
        for (Holding held : opposite) {
            BigDecimal part = left.abs().min(held.amount().abs());
            BigDecimal change = difference.signum() > 0 ? part : part.negate();
            holdings.move(tx, symbol, held.strategy(), side, change);
            left = left.subtract(change);
        }
        if (left.signum() != 0) {
            holdings.move(tx, symbol, "", side, left);
        }
    }

    /** How much orders that rest, or are not proven, could still add to a position of the symbol. */
    public BigDecimal mayAdd(JdbcClient sql, Symbol symbol, PositionSide side) {
        return queries.mayAdd(sql, symbol, side);
    }

    /** How orders would be backed. */
    public Backing backing() {
        return backing;
    }

    /** The same, for a person who asks. */
    public Backing backing(PeoplesReaders readers) {
        return new Backing(setup.by(readers), queries, journal);
    }

    /** What of the symbol rests, and every exit of what is held. */
    public List<StandingOrder> standing(JdbcClient sql, Symbol symbol) {
        return queries.standing(sql, symbol);
    }

    /** Whether something of the symbol has to be watched: what should be ended, or what rests only for so long. */
    public boolean isGuarded(JdbcClient sql, Symbol symbol) {
        return holdings.isGuarded(sql, symbol);
    }

    /** Symbols of which something has to be watched. */
    public List<Symbol> guarded(JdbcClient sql) {
        return holdings.guarded(sql);
    }

    /** From now on what the strategy holds on the side that {@code direction} opens should end so. */
    public void guard(Transaction tx, Symbol symbol, String strategy, PositionSide side, Side direction, Guard guard) {
        holdings.guard(tx, symbol, strategy, side, direction, guard);
    }

    /** The average price of what was filled last of the orders that opened it; empty where none is on record. */
    public Optional<BigDecimal> entryPrice(JdbcClient sql, Symbol symbol, Holding held) {
        return holdings.entryPrice(sql, symbol, held);
    }

    /** From now on the stop of what is held belongs where nothing is lost any more. */
    public void even(Transaction tx, Symbol symbol, Holding held) {
        holdings.even(tx, symbol, held);
    }

    /** The number of the signal's next order. */
    public int nextNumber(JdbcClient sql, String signalId) {
        return queries.count(sql, signalId).orders() + 1;
    }

    /** {@code ab-<signal>-<n>}, at most 28 characters: a strategy order of the exchange takes no longer name. */
    public ClientOrderId nextId(JdbcClient sql, String signalId) {
        return new ClientOrderId(
                "ab-%s-%d".formatted(signalId, queries.count(sql, signalId).attempts() + 1));
    }

    /** Symbols with orders on record. */
    public List<Symbol> symbols(JdbcClient sql) {
        return queries.symbols(sql);
    }

    private Placement settle(Leg leg, OrderRequest request, Placement placement, Instant sentAt) {
        ClientOrderId id = request.clientOrderId();
        journal.write(tx -> {
            boolean settled = records.settle(tx, leg, id, placement, clock.instant());
            tiedStops.follow(tx, leg, request);
            return settled;
        });
        String outcome = switch (placement) {
            case Placement.Placed placed -> placed.order().status().name().toLowerCase(Locale.ROOT);
            case Placement.Refused ignored -> "refused";
            case Placement.NotExecuted ignored -> "not_executed";
            case Placement.Unproven ignored -> "unknown";
        };
        meters.counter("bridge.orders", "outcome", outcome).increment();
        log.atInfo()
                .addKeyValue("event", "order_settled")
                .addKeyValue("outcome", outcome)
                .addKeyValue(
                        "duration_ms", Duration.between(sentAt, clock.instant()).toMillis())
                .log("{}: {}", OrderRecords.describe(request), describe(placement));
        return placement;
    }

    private static String describe(Placement placement) {
        return switch (placement) {
            case Placement.Placed placed -> describe(placed.order());
            case Placement.Refused refused -> "refused: " + refused.refusal();
            case Placement.NotExecuted not -> "never executed: " + not.proof();
            case Placement.Unproven unproven -> "not proven: " + unproven.why();
        };
    }

    private static String describe(Order order) {
        return "%s, %s filled at %s"
                .formatted(
                        order.status(), Decimals.plain(order.executedQuantity()), Decimals.plain(order.averagePrice()));
    }
}
