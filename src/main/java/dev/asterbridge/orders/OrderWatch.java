package dev.asterbridge.orders;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.FillRecords.Unbooked;
import dev.asterbridge.orders.OrderQueries.Watched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows orders that are placed: what becomes of them while they rest, and the trades that filled them. In nobody's way:
 * what cannot be read now is read the next time.
 *
 * <p>Asks for what is open on a symbol, every second on five of the symbols with something at rest, by turns; where there are
 * more of them, every two seconds also for what is held, and then at once where that has changed. Only what is not open any more
 * is asked for by name. An order that rested and that the exchange does not know 60 times in
 * a row, nor in its history, has ended: the exchange forgets what ended unfilled after seven days.
 */
@Component
public class OrderWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OrderWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration BOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration TRADES_LAG = Duration.ofSeconds(10);
    private static final Duration AROUND = Duration.ofHours(1);
    private static final int SYMBOLS_AT_ONCE = 5;

    /** What is held of all symbols is asked for as often, in looks; it weighs as much as the orders of five. */
    private static final int HELD_EVERY = 2;

    private static final int MISSES = 60;

    private final OrderReader orders;
    private final OrderRecords records;
    private final OrderQueries queries;
    private final FillRecords trades;
    private final TiedOrders tiedOrders;
    private final MovedPositions moved;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("order-watch").factory());
    private final Map<ClientOrderId, Integer> missed = new ConcurrentHashMap<>();
    private volatile @Nullable Symbol last;
    private int looks;
    private volatile boolean running;

    OrderWatch(
            OrderReader orders,
            OrderRecords records,
            OrderQueries queries,
            FillRecords trades,
            TiedOrders tiedOrders,
            MovedPositions moved,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.records = records;
        this.queries = queries;
        this.trades = trades;
        this.tiedOrders = tiedOrders;
        this.moved = moved;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    /** Looks once at everything that may have changed; what cannot be read keeps nothing else from it. */
    void look() {
        attempt(this::lookAtResting);
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

    /**
     * Looks at the resting orders of one symbol.
     *
     * @return whether the exchange showed each of them; one that it does not know any more may have been filled
     */
    public boolean refresh(Symbol symbol) {
        List<Watched> resting = journal.read(queries::watched).stream()
                .filter(order -> order.symbol().equals(symbol))
                .toList();
        return resting.isEmpty() || follow(symbol, resting);
    }

    private void lookAtResting() {
        List<Watched> resting = journal.read(queries::watched);
        missed.keySet().retainAll(resting.stream().map(it -> it.order().id()).collect(toSet()));
        Map<Symbol, List<Watched>> bySymbol =
                resting.stream().collect(groupingBy(Watched::symbol, TreeMap::new, toList()));
        if (bySymbol.size() > SYMBOLS_AT_ONCE && ++looks % HELD_EVERY == 0) {
            attempt(() -> moved.look().stream()
                    .filter(bySymbol::containsKey)
                    .limit(2L * SYMBOLS_AT_ONCE)
                    .forEach(symbol -> attempt(() -> follow(symbol, bySymbol.getOrDefault(symbol, List.of())))));
        }
        for (Symbol symbol : next(List.copyOf(bySymbol.keySet()))) {
            last = symbol;
            attempt(() -> follow(symbol, bySymbol.getOrDefault(symbol, List.of())));
        }
    }

    /** Those whose turn it is, of all that have something at rest. */
    private List<Symbol> next(List<Symbol> symbols) {
        Symbol before = last;
        int first = before == null
                ? 0
                : (int) symbols.stream()
                        .filter(symbol -> symbol.compareTo(before) <= 0)
                        .count();
        return IntStream.range(0, Math.min(symbols.size(), SYMBOLS_AT_ONCE))
                .mapToObj(turn -> symbols.get((first + turn) % symbols.size()))
                .toList();
    }

    private Map<String, Order> open(Symbol symbol) {
        return orders.open(symbol).stream().collect(toMap(Order::clientOrderId, order -> order, (one, other) -> one));
    }

    private record Seen(Watched watched, Order shown) {

        /** As it happened; of one that the exchange ended because another was filled, after that. */
        static final Comparator<Seen> IN_ORDER =
                Comparator.comparing((Seen it) -> it.shown().updatedAt()).thenComparing(Seen::endedUnfilled);

        boolean endedUnfilled() {
            return shown.status().isFinal() && shown.status() != OrderStatus.FILLED;
        }
    }

    /** One that cannot be read or written keeps back only what of its signal may have ended because of it. */
    private boolean follow(Symbol symbol, List<Watched> resting) {
        Map<String, Order> open = open(symbol);
        List<Seen> seen = new ArrayList<>();
        Set<String> unread = new HashSet<>();
        RuntimeException why = null;
        for (Watched watched : resting) {
            try {
                shown(watched, open).ifPresent(order -> seen.add(new Seen(watched, order)));
            } catch (RuntimeException e) {
                unread.add(watched.signalId());
                why = e;
            }
        }
        seen.sort(Seen.IN_ORDER);
        for (Seen it : seen) {
            try {
                if (!it.endedUnfilled() || !unread.contains(it.watched().signalId())) {
                    take(it.watched(), it.shown());
                }
            } catch (JournalUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                unread.add(it.watched().signalId());
                why = e;
            }
        }
        if (why != null) {
            throw why;
        }
        return seen.size() == resting.size();
    }

    /** Empty when the exchange does not know it; once that is certain it is on record as ended. */
    private Optional<Order> shown(Watched watched, Map<String, Order> open) {
        ClientOrderId id = watched.order().id();
        Optional<Order> shown = Optional.ofNullable(open.get(id.value())).or(() -> orders.find(watched.symbol(), id));
        if (shown.isPresent() || missed.merge(id, 1, Integer::sum) < MISSES) {
            return shown;
        }
        Optional<Order> remembered = remembered(watched);
        if (remembered.isEmpty()) {
            write(watched, tx -> records.gone(tx, watched.order(), clock.instant()));
            log.atWarn()
                    .addKeyValue("event", "order_gone")
                    .log("The exchange does not know {} any more; it is taken for ended", id);
        }
        return remembered;
    }

    private void take(Watched watched, Order shown) {
        missed.remove(watched.order().id());
        if (!watched.isAsKnown(shown)) {
            write(watched, tx -> records.seen(tx, watched.order().leg(), shown, clock.instant()));
        }
    }

    private void write(Watched watched, Function<Transaction, Boolean> change) {
        boolean moved = journal.write(tx -> {
            boolean changed = change.apply(tx);
            tiedOrders.follow(tx, watched.order().leg(), watched.order().request());
            return changed;
        });
        if (moved) {
            events.publishEvent(new OrderMoved(watched.symbol()));
        }
    }

    /** What the history of orders says of it. */
    private Optional<Order> remembered(Watched watched) {
        Instant at = watched.order().preparedAt();
        return orders.history(watched.symbol(), at.minus(AROUND), at.plus(AROUND), 1000).stream()
                .filter(order ->
                        order.clientOrderId().equals(watched.order().id().value()))
                .findFirst();
    }

    private void bookFills() {
        Map<Symbol, List<Unbooked>> bySymbol =
                journal.read(trades::unbooked).stream().collect(groupingBy(Unbooked::symbol));
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
                    trades.book(tx, order, its);
                    return order;
                });
            }
        }
    }

    @Override
    public void start() {
        running = true;
        every(EVERY, this::lookAtResting);
        every(BOOK_EVERY, this::bookFills);
    }

    private void every(Duration pause, Runnable look) {
        var unused = executor.scheduleWithFixedDelay(
                () -> attempt(look), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
