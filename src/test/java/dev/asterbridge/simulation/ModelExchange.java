package dev.asterbridge.simulation;

import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exchange as it truly is, whatever anybody is told of it; its ledger is what a story is judged by. */
final class ModelExchange {

    static final BigDecimal MARK = new BigDecimal("50000");

    /** The exchange executes at most this long after it has taken a request. */
    private static final long QUEUE = 3 * World.SECOND;

    /** When everything that happened can be seen, counted from the nonce of what was sent. */
    private static final long SETTLED = 64 * World.SECOND;

    /** Of one symbol, at a time. */
    private static final int MOST_CONDITIONALS = 10;

    private static final BigDecimal STEP = new BigDecimal("0.001");

    /** What the exchange says to a request. */
    sealed interface Reply {}

    record Taken(Placed order) implements Reply {}

    record Denied(int code, String text) implements Reply {}

    /** Learns of everything that truly happens. */
    interface Ledger {
        void taken(Placed order);

        void executed(Placed order, BigDecimal quantity, BigDecimal before, BigDecimal after);
    }

    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Actor floor;
    private final Map<String, BigDecimal> held = new HashMap<>();
    private final Map<String, List<Placed>> named = new HashMap<>();
    private final List<Placed> all = new ArrayList<>();
    private final Set<Long> nonces = new HashSet<>();
    private long ids = 1000;
    private long silentUntil;

    ModelExchange(World world, Faults faults, Ledger ledger) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
        this.floor = world.outside();
    }

    /** An order at the exchange, with when which question shows it. */
    final class Placed {
        final long id = ++ids;
        final String name;
        final OrderRequest request;
        final long nonce;
        final long createdAt = world.now();
        final long foundFrom;
        final long listedFrom;
        final long fillsFrom;
        final List<Fill> fills = new ArrayList<>();
        BigDecimal executed = BigDecimal.ZERO;
        OrderStatus status = OrderStatus.NEW;
        long updatedAt = createdAt;

        Placed(OrderRequest request, String name, long nonce) {
            this.request = request;
            this.name = name;
            this.nonce = nonce;
            long settled = Math.max(createdAt, nonce + SETTLED);
            int blind = world.maybe(faults.blind) ? world.chance.nextInt(3) : -1;
            this.foundFrom = seenFrom(settled, blind == 0);
            this.listedFrom = seenFrom(settled, blind == 1);
            this.fillsFrom = seenFrom(settled, blind == 2);
        }

        /** Every reader is late now and then; one of the three may stay blind long after the others see. */
        private long seenFrom(long settled, boolean blind) {
            if (blind) {
                return settled + world.between(0, 40 * World.SECOND);
            }
            return world.maybe(faults.unseen)
                    ? Math.min(settled, createdAt + world.between(0, 12 * World.SECOND))
                    : createdAt;
        }

        /** Whether it has ended, and nobody can see it yet. */
        boolean isMissedByNobody() {
            return !rests() && foundFrom > world.now();
        }

        boolean rests() {
            return !status.isFinal();
        }

        /** Whether it waits for a price. */
        boolean isConditional() {
            return request.terms() instanceof OrderTerms.Triggered;
        }

        boolean isStop() {
            return request.terms() instanceof OrderTerms.Triggered it && it.kind() == OrderTerms.Kind.STOP;
        }

        /** Whether a price that goes up, or else down, sets it off. */
        private boolean isSetOffBy(boolean up) {
            return request.terms() instanceof OrderTerms.Triggered it
                    && up == ((request.side() == Side.BUY) == (it.kind() == OrderTerms.Kind.STOP));
        }

        /** What of it was filled, as it changed what is held. */
        BigDecimal signed() {
            return request.side() == Side.BUY ? executed : executed.negate();
        }

        BigDecimal left() {
            return request.quantity().value().subtract(executed);
        }

        Order view() {
            return new Order(
                    id,
                    name,
                    request.symbol(),
                    request.side(),
                    request.positionSide(),
                    status,
                    request.terms().type(),
                    request.terms().type(),
                    "GTC",
                    request.quantity().value(),
                    executed,
                    request.terms().limit() == null
                            ? BigDecimal.ZERO
                            : request.terms().limit().value(),
                    executed.signum() == 0 ? BigDecimal.ZERO : MARK,
                    request.terms() instanceof OrderTerms.Triggered it
                            ? it.trigger().value()
                            : BigDecimal.ZERO,
                    executed.multiply(MARK),
                    request.reduceOnly(),
                    false,
                    "CONTRACT_PRICE",
                    World.instant(createdAt),
                    World.instant(updatedAt));
        }
    }

    long silentUntil() {
        return silentUntil;
    }

    void silence(long until) {
        silentUntil = Math.max(silentUntil, until);
    }

    BigDecimal held(Symbol symbol, PositionSide side) {
        return held.getOrDefault(symbol + " " + side, BigDecimal.ZERO);
    }

    List<Placed> named(String clientOrderId) {
        return named.getOrDefault(clientOrderId, List.of());
    }

    List<Placed> all() {
        return all;
    }

    /** A request has come in; what it comes to may be slow, but not slower than the queue. */
    Reply arrive(OrderRequest request, long nonce, boolean queued) {
        if (Math.abs(world.now() - nonce) > faults.window) {
            return new Denied(-1021, "nonce outside the window");
        }
        if (!nonces.add(nonce)) {
            return new Denied(-4225, "nonce used");
        }
        BigDecimal held = held(request.symbol(), request.positionSide());
        if (request.reduceOnly() && room(request, held).signum() <= 0) {
            return new Denied(-2022, "reduce-only order is rejected");
        }
        boolean conditional = request.terms() instanceof OrderTerms.Triggered;
        if (world.maybe(faults.refused)) {
            return conditional && world.chance.nextBoolean()
                    ? new Denied(-2021, "order would immediately trigger")
                    : new Denied(-2019, "margin is insufficient");
        }
        if (conditional && conditionals(request.symbol()).size() >= MOST_CONDITIONALS) {
            return new Denied(-4045, "reach max stop order limit");
        }
        Placed order = new Placed(request, request.clientOrderId().value(), nonce);
        all.add(order);
        world.changed();
        named.computeIfAbsent(order.name, key -> new ArrayList<>()).add(order);
        ledger.taken(order);
        if (conditional) {
            return new Taken(order);
        }
        if (queued || world.maybe(faults.slowFill)) {
            world.in(world.between(0, QUEUE), floor, "fill", () -> match(order));
        } else {
            match(order);
        }
        return new Taken(order);
    }

    /** What waits for a price. */
    List<Placed> conditionals(Symbol symbol) {
        return all.stream()
                .filter(order -> order.isConditional()
                        && order.rests()
                        && order.request.symbol().equals(symbol))
                .toList();
    }

    /** The price jumps through everything that waits on one side, and comes back. */
    void spike(Symbol symbol, boolean up) {
        world.tell("the price of %s jumps %s and comes back", symbol, up ? "up" : "down");
        conditionals(symbol).stream().filter(order -> order.isSetOffBy(up)).forEach(this::match);
    }

    /** Its owner cancels one of the exits by hand, if there is one. */
    void cancelByHand(Symbol symbol) {
        conditionals(symbol).stream().findFirst().ifPresent(order -> {
            world.tell("somebody cancels %s", order.name);
            cancel(symbol, order.name);
        });
    }

    /** How much of the request would make the position smaller. */
    private static BigDecimal room(OrderRequest request, BigDecimal held) {
        boolean against = request.side() == Side.SELL ? held.signum() > 0 : held.signum() < 0;
        return against ? held.abs() : BigDecimal.ZERO;
    }

    private void match(Placed order) {
        if (order.status.isFinal()) {
            return;
        }
        OrderRequest request = order.request;
        BigDecimal asked = request.quantity().value().subtract(order.executed);
        BigDecimal can = asked;
        if (request.reduceOnly()) {
            can = can.min(room(request, held(request.symbol(), request.positionSide())));
        }
        boolean partly = world.maybe(faults.partial);
        BigDecimal quantity = partly
                ? STEP.multiply(
                        BigDecimal.valueOf(world.between(0, can.divide(STEP).longValue())))
                : can;
        if (quantity.signum() > 0) {
            trade(order, quantity);
        }
        boolean full = order.executed.compareTo(request.quantity().value()) == 0;
        if (full) {
            order.status = OrderStatus.FILLED;
        } else if (request.terms().endsAtOnce() || request.reduceOnly()) {
            order.status = OrderStatus.EXPIRED;
        } else {
            order.status = order.executed.signum() == 0 ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED;
            world.in(world.between(0, 20 * World.SECOND), floor, "rest", () -> end(order));
        }
        order.updatedAt = world.now();
        world.changed();
        world.tell("exchange: %s is %s, %s of %s", order.name, order.status, order.executed, request.quantity());
    }

    /** What rested is filled, or taken away by its owner. */
    private void end(Placed order) {
        if (world.chance.nextBoolean()) {
            match(order);
        } else if (order.rests()) {
            order.status = OrderStatus.CANCELED;
            world.changed();
            order.updatedAt = world.now();
        }
    }

    private void trade(Placed order, BigDecimal quantity) {
        OrderRequest request = order.request;
        BigDecimal before = held(request.symbol(), request.positionSide());
        BigDecimal after = before.add(request.side() == Side.BUY ? quantity : quantity.negate());
        held.put(request.symbol() + " " + request.positionSide(), after);
        order.executed = order.executed.add(quantity);
        order.fills.add(new Fill(
                ++ids,
                order.id,
                request.symbol(),
                request.side(),
                request.positionSide(),
                MARK,
                quantity,
                BigDecimal.ZERO,
                "USDT",
                BigDecimal.ZERO,
                false,
                world.instant()));
        ledger.executed(order, quantity, before, after);
    }

    /** Somebody else trades on the account, by hand. */
    void outsider(OrderRequest request) {
        Placed order = new Placed(request, "web_" + ids, world.now());
        all.add(order);
        world.changed();
        BigDecimal can = request.reduceOnly()
                ? request.quantity().value().min(room(request, held(request.symbol(), request.positionSide())))
                : request.quantity().value();
        order.status = OrderStatus.EXPIRED;
        if (can.signum() > 0) {
            trade(order, can);
            order.status = OrderStatus.FILLED;
        }
        world.tell("outsider: %s %s %s %s", request.side(), can, request.symbol(), request.positionSide());
    }

    /** Its owner ends an order by its name; null when there is none. */
    @Nullable
    Placed cancel(Symbol symbol, String clientOrderId) {
        Placed order = named(clientOrderId).stream()
                .filter(it -> it.request.symbol().equals(symbol))
                .reduce((first, second) -> second)
                .orElse(null);
        if (order != null && order.rests()) {
            order.status = OrderStatus.CANCELED;
            world.changed();
            order.updatedAt = world.now();
            world.tell("exchange: %s is %s", order.name, order.status);
        }
        return order;
    }

    @Nullable
    Placed find(Symbol symbol, String clientOrderId) {
        return named(clientOrderId).stream()
                .filter(order -> order.request.symbol().equals(symbol) && order.foundFrom <= world.now())
                .reduce((first, second) -> second)
                .orElse(null);
    }

    List<Placed> listed(Symbol symbol) {
        return all.stream()
                .filter(order -> order.request.symbol().equals(symbol) && order.listedFrom <= world.now())
                .toList();
    }

    List<Fill> fills(Symbol symbol) {
        return all.stream()
                .filter(order -> order.request.symbol().equals(symbol) && order.fillsFrom <= world.now())
                .flatMap(order -> order.fills.stream())
                .toList();
    }
}
