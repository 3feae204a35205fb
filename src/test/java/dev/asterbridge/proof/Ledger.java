package dev.asterbridge.proof;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in's books: every order request that arrived, and every fill. Safe for many threads. */
final class Ledger {

    /**
     * An order request that arrived.
     *
     * @param number counts arrivals from 1
     * @param repeated whether a proxy on the way had delivered the same bytes before
     */
    record Post(long number, Instant at, OrderForm order, String signer, long nonce, boolean repeated) {}

    /**
     * What is ordered.
     *
     * @param stopPrice what it waits for; zero where it is executed at once
     */
    record OrderForm(
            String symbol,
            String side,
            BigDecimal quantity,
            boolean reduceOnly,
            String clientOrderId,
            BigDecimal stopPrice) {

        /** At market. */
        OrderForm(String symbol, String side, BigDecimal quantity, boolean reduceOnly, String clientOrderId) {
            this(symbol, side, quantity, reduceOnly, clientOrderId, BigDecimal.ZERO);
        }

        boolean waits() {
            return stopPrice.signum() > 0;
        }
    }

    /**
     * A stop, which nothing ever sets off here: the price does not move.
     *
     * @param until when it was cancelled; {@link Instant#MAX} while it rests
     */
    record Stop(long orderId, Post post, Instant at, Instant visibleFrom, Instant until) {

        boolean rests() {
            return until.equals(Instant.MAX);
        }

        boolean rests(Instant then) {
            return !at.isAfter(then) && until.isAfter(then);
        }

        Stop cancelled(Instant now) {
            return rests() ? new Stop(orderId, post, at, visibleFrom, now) : this;
        }
    }

    /**
     * A request whose sender was never told what became of it.
     *
     * @param silence how long it took until that was clear, for whoever waits so long; zero where the wrong thing came at once
     */
    record Loss(Post post, Duration silence) {}

    /** An order that was executed, which is always at once. */
    record Fill(long orderId, Post post, BigDecimal quantity, BigDecimal price, Instant at, Instant visibleFrom) {

        BigDecimal signed() {
            return post.order().side().equals("BUY") ? quantity : quantity.negate();
        }
    }

    private final Clock clock;
    private final List<Post> posts = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final Map<String, List<Fill>> fillsBySymbol = new HashMap<>();

    Ledger(Clock clock) {
        this.clock = clock;
    }

    synchronized Post received(OrderForm order, String signer, long nonce, boolean repeated) {
        Post post = new Post(posts.size() + 1L, clock.instant(), order, signer, nonce, repeated);
        posts.add(post);
        return post;
    }

    /** Executes an order; one that may only reduce takes no more than is held, and nothing when nothing is. */
    synchronized Optional<Fill> execute(Post post, BigDecimal price, Duration hiddenFor) {
        OrderForm order = post.order();
        BigDecimal quantity = order.quantity();
        if (order.reduceOnly()) {
            BigDecimal held = position(order.symbol(), Instant.MAX);
            quantity = quantity.min(order.side().equals("SELL") ? held : held.negate());
        }
        if (quantity.signum() <= 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Fill fill = new Fill(1000L + fills.size() + stops.size(), post, quantity, price, now, now.plus(hiddenFor));
        fills.add(fill);
        fillsBySymbol.computeIfAbsent(order.symbol(), key -> new ArrayList<>()).add(fill);
        return Optional.of(fill);
    }

    /** Takes an order that waits for a price. */
    synchronized Stop rest(Post post, Duration hiddenFor) {
        Instant now = clock.instant();
        Stop stop = new Stop(1000L + fills.size() + stops.size(), post, now, now.plus(hiddenFor), Instant.MAX);
        stops.add(stop);
        return stop;
    }

    /** Ends a stop by its name, if it can be seen. */
    synchronized Optional<Stop> cancel(String symbol, String clientOrderId) {
        Instant now = clock.instant();
        stops.replaceAll(stop -> stop.post().order().clientOrderId().equals(clientOrderId)
                        && stop.post().order().symbol().equals(symbol)
                        && !stop.visibleFrom().isAfter(now)
                ? stop.cancelled(now)
                : stop);
        return visibleStops(symbol).stream()
                .filter(stop -> stop.post().order().clientOrderId().equals(clientOrderId))
                .findFirst();
    }

    /** Stops that may be seen now, whether they rest or not, oldest first; of all symbols where none is given. */
    synchronized List<Stop> visibleStops(String symbol) {
        Instant now = clock.instant();
        return stops.stream()
                .filter(stop -> symbol == null || stop.post().order().symbol().equals(symbol))
                .filter(stop -> !stop.visibleFrom().isAfter(now))
                .toList();
    }

    /** Every stop that was taken, resting or not. */
    synchronized List<Stop> stops() {
        return List.copyOf(stops);
    }

    /** What is held, as far as fills that are visible by then tell. */
    synchronized BigDecimal position(String symbol, Instant visibleBy) {
        return fillsOf(symbol).stream()
                .filter(fill -> !fill.visibleFrom().isAfter(visibleBy))
                .map(Fill::signed)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What may be seen now, oldest first. */
    synchronized List<Fill> visible(String symbol) {
        Instant now = clock.instant();
        return fillsOf(symbol).stream()
                .filter(fill -> !fill.visibleFrom().isAfter(now))
                .toList();
    }

    synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    synchronized List<Fill> fills() {
        return List.copyOf(fills);
    }

    /** Notes that the answer to a request does not arrive. */
    synchronized void lost(Post post, Duration silence) {
        losses.add(new Loss(post, silence));
    }

    synchronized List<Loss> losses() {
        return List.copyOf(losses);
    }

    private List<Fill> fillsOf(String symbol) {
        return fillsBySymbol.getOrDefault(symbol, List.of());
    }
}
