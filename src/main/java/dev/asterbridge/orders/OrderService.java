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
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.problems.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
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
    private final TiedOrders tiedOrders;
    private final Journal journal;
    private final Clock clock;
    private final MeterRegistry meters;

    OrderService(
            OrderEntry entry,
            OrderReader orders,
            ExchangeClock exchange,
            SymbolSetup setup,
            Backing backing,
            OrderRecords records,
            OrderQueries queries,
            TiedOrders tiedOrders,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        this.entry = entry;
        this.orders = orders;
        this.exchange = exchange;
        this.setup = setup;
        this.backing = backing;
        this.records = records;
        this.queries = queries;
        this.tiedOrders = tiedOrders;
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
     * @param margin what it asks for, which is set before; absent for an exit, which takes what there is
     * @param alongside goes on record in the same transaction as the attempt, before anything is sent; what it throws
     *     keeps the order from being sent
     * @throws ProblemException when leverage or margin type cannot be had as asked for; nothing was sent then
     * @throws ExchangeUnavailable when leverage or margin type could not be set; nothing was sent then
     */
    public Placement place(
            Leg leg, OrderRequest request, @Nullable MarginTerms margin, Consumer<Transaction> alongside) {
        if (margin != null && !request.reduceOnly()) {
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
                tiedOrders.follow(tx, onRecord.leg(), onRecord.request());
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

    /**
     * Lets an order rest longer, or not as long.
     *
     * @param until by the exchange's clock; as long as it takes if absent
     */
    public void restUntil(Transaction tx, LiveAttempt order, @Nullable Instant until) {
        records.restUntil(tx, order, until);
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

    private Placement settle(Leg leg, OrderRequest request, Placement placement, Instant sentAt) {
        ClientOrderId id = request.clientOrderId();
        journal.write(tx -> {
            boolean settled = records.settle(tx, leg, id, placement, clock.instant());
            tiedOrders.follow(tx, leg, request);
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
