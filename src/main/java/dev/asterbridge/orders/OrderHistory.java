package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Past and open orders, newest first.
 *
 * <p>The exchange tells at most seven days of one symbol at a time, so a longer span is walked backwards in windows, and
 * "every symbol" means those that can have orders of interest: with a position, with an open order, or with orders of this
 * service on record for that time.
 */
@Service
class OrderHistory {

    private static final Duration WINDOW = Duration.ofDays(7).minusMillis(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(92);

    private static final int MOST = 1000;

    /** Our clock may be another than the exchange's. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private static final Comparator<Order> NEWEST_FIRST = Comparator.comparing(OrderHistory::time)
            .thenComparing(Order::orderId)
            .reversed();

    private final OrderReader orders;
    private final PositionReader positions;
    private final OrderQueries queries;
    private final Journal journal;
    private final Clock clock;

    OrderHistory(PeoplesReaders readers, OrderQueries queries, Journal journal, Clock clock) {
        this.orders = readers.orders();
        this.positions = readers.positions();
        this.queries = queries;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param symbol all symbols of interest when absent */
    List<Order> open(@Nullable Symbol symbol) {
        List<Order> open = symbol == null ? orders.open() : orders.open(symbol);
        return open.stream().sorted(NEWEST_FIRST).toList();
    }

    /**
     * @param symbol all symbols of interest when absent
     * @param from seven days before {@code to} when absent
     * @param to now when absent
     * @throws ProblemException 400 for a limit outside 1 to 1000, or a span that ends before it starts or is too long
     */
    List<Order> past(@Nullable Symbol symbol, @Nullable Instant from, @Nullable Instant to, int limit) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? later(Instant.EPOCH, end.minus(WINDOW)) : from;
        require(limit >= 1 && limit <= MOST, "limit", limit, "must be a whole number from 1 to 1000");
        require(!start.isAfter(end), "startTime", start.toEpochMilli(), "must not be after endTime");
        require(
                Duration.between(start, end).compareTo(LONGEST_SPAN) <= 0,
                "startTime",
                start.toEpochMilli(),
                "must be at most 92 days before endTime");
        List<Order> found = new ArrayList<>();
        if (symbol != null) {
            found.addAll(newest(symbol, start, end, limit));
        } else {
            symbolsOfInterest(start, end).forEach(each -> found.addAll(newestIfListed(each, start, end, limit)));
        }
        return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    /** A symbol that was traded once may not be listed any more. */
    private List<Order> newestIfListed(Symbol symbol, Instant start, Instant end, int limit) {
        try {
            return newest(symbol, start, end, limit);
        } catch (ExchangeUnavailable e) {
            if (e.refusal().hasCode(Refusal.NO_SUCH_SYMBOL)) {
                return List.of();
            }
            throw e;
        }
    }

    private List<Order> newest(Symbol symbol, Instant start, Instant end, int limit) {
        List<Order> found = new ArrayList<>();
        Instant to = end;
        while (found.size() < limit && !to.isBefore(start)) {
            Instant from = later(start, to.minus(WINDOW));
            found.addAll(orders.history(symbol, from, to, limit));
            to = from.minusMillis(1);
        }
        return found;
    }

    private Set<Symbol> symbolsOfInterest(Instant start, Instant end) {
        List<Symbol> ordered = journal.read(sql -> queries.symbols(sql, start.minus(CLOCKS), end.plus(CLOCKS)));
        Set<Symbol> symbols = new TreeSet<>(ordered);
        positions.open().stream().map(Position::symbol).forEach(symbols::add);
        orders.open().stream().map(Order::symbol).forEach(symbols::add);
        return symbols;
    }

    private static void require(boolean holds, String field, long value, String message) {
        if (!holds) {
            throw new ProblemException(Problem.badField(field, Long.toString(value), message));
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant time(Order order) {
        return order.createdAt() == null ? order.updatedAt() : order.createdAt();
    }
}
