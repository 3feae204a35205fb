package dev.asterbridge.orders;

import static java.util.stream.Collectors.groupingBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.OrderRecords.Unbooked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows orders that are placed: what fills while they rest, and the trades that filled them. In nobody's way: what
 * cannot be read now is read the next time.
 */
@Component
public class OrderWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OrderWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration TRADES_LAG = Duration.ofSeconds(10);
    private static final int SYMBOLS_AT_ONCE = 5;

    private final OrderReader orders;
    private final OrderRecords records;
    private final Journal journal;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("order-watch").factory());
    private volatile boolean running;

    OrderWatch(OrderReader orders, OrderRecords records, Journal journal, Clock clock) {
        this.orders = orders;
        this.records = records;
        this.journal = journal;
        this.clock = clock;
    }

    /** Looks once at everything that may have changed; what cannot be read keeps nothing else from it. */
    void look() {
        attempt(() -> journal.read(records::resting).forEach(order -> attempt(() -> refresh(order))));
        attempt(this::bookFills);
    }

    private static void attempt(Runnable look) {
        try {
            look.run();
        } catch (ExchangeUnavailable | JournalUnavailable e) {
            log.atDebug().addKeyValue("event", "order_unread").log("Orders are looked at later: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // An executor drops for good what once lets something through.
            log.atError().addKeyValue("event", "order_watch_failed").setCause(e).log("A bug while watching orders");
        }
    }

    /** Looks at the resting orders of one symbol. */
    public void refresh(Symbol symbol) {
        journal.read(records::resting).stream()
                .filter(order -> order.request().symbol().equals(symbol))
                .forEach(this::refresh);
    }

    private void refresh(LiveAttempt order) {
        orders.find(order.request().symbol(), order.id())
                .ifPresent(seen -> journal.write(tx -> {
                    records.seen(tx, order.leg(), seen, clock.instant());
                    return order;
                }));
    }

    private void bookFills() {
        Map<Symbol, List<Unbooked>> bySymbol =
                journal.read(records::unbooked).stream().collect(groupingBy(Unbooked::symbol));
        bySymbol.entrySet().stream()
                .limit(SYMBOLS_AT_ONCE)
                .forEach(entry -> bookFills(entry.getKey(), entry.getValue()));
    }

    private void bookFills(Symbol symbol, List<Unbooked> unbooked) {
        Instant now = clock.instant();
        Instant from = unbooked.stream()
                .map(Unbooked::preparedAt)
                .min(Instant::compareTo)
                .orElse(now);
        Instant earliest = now.minus(Duration.ofDays(6));
        List<Fill> fills = orders.fills(
                symbol, from.isBefore(earliest) ? earliest : from.minus(Duration.ofHours(1)), now.plus(TRADES_LAG));
        for (Unbooked order : unbooked) {
            List<Fill> its = fills.stream()
                    .filter(fill -> fill.orderId() == order.orderId())
                    .toList();
            if (!its.isEmpty()) {
                journal.write(tx -> {
                    records.book(tx, order, its);
                    return order;
                });
            }
        }
    }

    @Override
    public void start() {
        running = true;
        var unused =
                executor.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
