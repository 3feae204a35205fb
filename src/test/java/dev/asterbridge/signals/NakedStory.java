package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One story of a position that should always have a stop. The exchange's own books are the judge: how much is held there, and
 * how much of it the stops that rest there would end.
 *
 * <p>The clock of the judge stands still while the exchange answers nothing at all.
 */
final class NakedStory {

    /** How long a position may go without its stop. */
    static final Duration MOST = Duration.ofSeconds(5);

    /** For so long exits of what is no longer there may be left over. */
    private static final Duration LEFT_OVER = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofMillis(250);
    private static final int ACTS = 25;
    private static final BigDecimal PART = new BigDecimal("0.01");

    private final Random chance;
    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;
    private final List<String> trace = new ArrayList<>();
    private final double faults;
    private final boolean tied;
    private final List<String> strategies;
    private final Map<PositionSide, Sight> sights = new EnumMap<>(PositionSide.class);
    private final Map<Integer, List<OrderRequest>> late = new HashMap<>();
    private Duration longest = Duration.ZERO;
    private int ticks;
    private int opened;
    private int downFor;
    private int losesFor;
    private boolean losesClose;
    private boolean calm;
    private @Nullable String broken;

    NakedStory(Random chance) {
        this(chance, false, List.of(""), PositionMode.ONE_WAY);
    }

    /** One position: for how long it went without its stop, and with exits that end nothing. */
    private static final class Sight {
        private Duration naked = Duration.ZERO;
        private Duration left = Duration.ZERO;
        private BigDecimal held = BigDecimal.ZERO;
    }

    /**
     * @param tied whether the exchange ties exits to what opens, as well as it can
     * @param strategies who holds the symbol together
     * @param mode whether there is one position or two
     */
    NakedStory(Random chance, boolean tied, List<String> strategies, PositionMode mode) {
        this.chance = chance;
        this.tied = tied;
        this.strategies = strategies;
        this.faults = chance.nextInt(4) == 0 ? 0 : chance.nextDouble() * 0.5;
        exchange.limitsRest = true;
        exchange.mode = mode;
        List<PositionSide> sides = mode == PositionMode.HEDGE
                ? List.of(PositionSide.LONG, PositionSide.SHORT)
                : List.of(PositionSide.BOTH);
        sides.forEach(side -> sights.put(side, new Sight()));
        exchange.onPlace = this::place;
        exchange.onCancel = (symbol, id) -> cancel(id.value());
        if (tied) {
            exchange.tiesExits = true;
            exchange.onTied = this::placeTied;
            world.crash();
        }
    }

    /** The first stories that break the promise, as text; empty when none does. */
    static List<String> firstBroken(long first, long count) {
        for (long seed = first; seed < first + count; seed++) {
            NakedStory story = new NakedStory(new Random(seed));
            story.run();
            if (story.broken != null) {
                return List.of("seed " + seed + ": " + story.broken);
            }
        }
        return List.of();
    }

    void run() {
        for (int i = 0; i < ACTS && broken == null; i++) {
            act();
            int length = chance.nextInt(12);
            for (int tick = 0; tick < length && broken == null; tick++) {
                tick();
            }
        }
        calm();
    }

    @Nullable
    String broken() {
        return broken;
    }

    int opened() {
        return opened;
    }

    Duration longest() {
        return longest;
    }

    String trace() {
        return String.join("\n", trace);
    }

    // What people and the market do.

    private void act() {
        if (tied && chance.nextInt(3) == 0) {
            fillPart();
            return;
        }
        switch (chance.nextInt(15)) {
            case 0, 1, 2 -> alert(open());
            case 3 -> alert(new Signal.Increase(null, size(), Entry.MARKET));
            case 4 -> alert(new Signal.Decrease(Size.parse("40%p"), Entry.MARKET));
            case 5 -> alert(new Signal.Close());
            case 6, 7 -> alert(target());
            case 8, 9, 10 -> move();
            case 11 -> cancelByHand();
            case 12 -> {
                tell("the service is killed");
                world.crash();
            }
            case 13 -> {
                if (faults > 0) {
                    losesFor = 1 + chance.nextInt(40);
                    losesClose = chance.nextBoolean();
                    tell("what waits for a price gets lost" + (losesClose ? ", and the next order to close" : ""));
                }
            }
            default -> {
                if (chance.nextDouble() < faults) {
                    downFor = 1 + chance.nextInt(60);
                    tell("the exchange goes away");
                }
            }
        }
    }

    private Signal.Intent open() {
        Side side = chance.nextBoolean() ? Side.BUY : Side.SELL;
        Entry entry = entry();
        if (chance.nextInt(3) == 0 || (tied && chance.nextInt(4) > 0)) {
            int ticksAway = chance.nextInt(100) * (side == Side.BUY ? -1 : 1);
            entry = Entry.of(OrderTerms.at(new Price(exchange.markPrice.add(BigDecimal.valueOf(ticksAway)))))
                    .with(entry.exits())
                    .within(chance.nextBoolean() ? null : Duration.ofSeconds(5));
        }
        return new Signal.Open(side, size(), entry);
    }

    /** Another position, or what is held already with other exits, or half of it. */
    private Signal.Intent target() {
        int hundredths = chance.nextInt(9) - 4;
        BigDecimal size = switch (hundredths) {
            case 4 -> held();
            case -4 -> held().divide(BigDecimal.TWO, 3, RoundingMode.DOWN);
            default -> BigDecimal.valueOf(hundredths).movePointLeft(2);
        };
        return new Signal.Target(size, null, size.signum() == 0 ? Entry.MARKET : entry());
    }

    private Size size() {
        return Size.parse("0.0" + (1 + chance.nextInt(5)));
    }

    private Entry entry() {
        StringBuilder exits = new StringBuilder("stop %d.%d%%".formatted(chance.nextInt(3), 1 + chance.nextInt(9)));
        if (tied && chance.nextInt(3) > 0) {
            exits.append("; take %d.%d%% x 100".formatted(chance.nextInt(2), 2 + chance.nextInt(8)));
        } else if (chance.nextBoolean()) {
            exits.append("; take 1% x 40; take 2% x ").append(chance.nextBoolean() ? 60 : 20);
        }
        if (chance.nextInt(3) == 0) {
            exits.append("; trail 1");
        }
        if (chance.nextInt(3) == 0) {
            exits.append("; even 0.5%");
        }
        return Entry.MARKET.with(Exits.of(exits.toString()));
    }

    private void alert(Signal.Intent intent) {
        String strategy =
                strategies.size() == 1 ? strategies.getFirst() : strategies.get(chance.nextInt(strategies.size()));
        tell("alert: " + intent + (strategy.isEmpty() ? "" : " of " + strategy));
        world.take(new Signal(BTC, strategy, isDirected(intent) ? side() : null, intent));
        work();
    }

    private static boolean isDirected(Signal.Intent intent) {
        return !(intent instanceof Signal.Open) && !(intent instanceof Signal.Target);
    }

    /** Which position is meant; where there is one only it need not be said. */
    private @Nullable PositionSide side() {
        List<PositionSide> sides = List.copyOf(sights.keySet());
        return sides.size() == 1 || chance.nextInt(4) == 0 ? null : sides.get(chance.nextInt(2));
    }

    private void move() {
        double change = 1 + chance.nextGaussian() * 0.006;
        BigDecimal price = exchange.markPrice
                .multiply(BigDecimal.valueOf(change))
                .setScale(1, RoundingMode.HALF_EVEN)
                .max(new BigDecimal("1000"));
        tell("mark price " + price);
        exchange.moveMark(price.toPlainString());
    }

    private void cancelByHand() {
        exchange.orders.stream()
                .filter(order -> !order.status().isFinal() && order.reduceOnly())
                .findFirst()
                .ifPresent(order -> {
                    tell("somebody cancels " + order.clientOrderId());
                    end(order);
                });
    }

    // What the exchange does.

    private OrderOutcome place(OrderRequest request) {
        boolean atMarket = request.terms().endsAtOnce();
        double kind = !calm && chance.nextDouble() < faults ? chance.nextDouble() : 1;
        OrderOutcome outcome;
        if (exchange.down != null) {
            outcome = new OrderOutcome.Rejected(exchange.down);
        } else if (isLost(request)) {
            outcome = new OrderOutcome.Unknown("it never came there");
        } else if (kind < 0.2) {
            outcome = new OrderOutcome.Unknown("it never came there");
        } else if (kind < 0.3) {
            outcome = rejected(Refusal.Reason.RATE_LIMITED, -1003);
        } else if (kind < 0.4 && !atMarket) {
            outcome = rejected(Refusal.Reason.REFUSED, -4045);
        } else {
            outcome = atMarket ? fill(request) : exchange.take(request);
            if (kind < 1 && outcome instanceof OrderOutcome.Accepted) {
                outcome = new OrderOutcome.Unknown("no answer");
            }
        }
        tell("%s %s %s%s: %s"
                .formatted(
                        request.side(),
                        request.quantity(),
                        request.terms(),
                        request.reduceOnly() ? " reduce-only" : "",
                        outcome instanceof OrderOutcome.Accepted it ? it.order().status() : outcome));
        return outcome;
    }

    private boolean isLost(OrderRequest request) {
        if (losesFor == 0 || request.terms() instanceof OrderTerms.Limit) {
            return false;
        }
        boolean closes = request.terms().endsAtOnce() && request.reduceOnly();
        boolean lost = closes ? losesClose : !request.terms().endsAtOnce();
        losesClose &= !closes;
        return lost;
    }

    /** Forgotten, or late by less than the service waits, or at once. */
    private void placeTied(OrderRequest exit) {
        double kind = !calm && chance.nextDouble() < faults ? chance.nextDouble() : 1;
        if (kind < 0.5) {
            int then = kind < 0.2 ? Integer.MAX_VALUE : ticks + 1 + chance.nextInt(16);
            late.computeIfAbsent(then, tick -> new ArrayList<>()).add(exit);
        } else {
            exchange.takeTied(exit);
        }
        tell("tied to it: %s %s%s".formatted(exit.quantity(), exit.terms(), kind < 0.5 ? ", late or never" : ""));
    }

    private void fillPart() {
        exchange.orders.stream()
                .filter(order -> !order.status().isFinal() && !order.reduceOnly())
                .filter(order ->
                        order.quantity().subtract(order.executedQuantity()).compareTo(PART) > 0)
                .findFirst()
                .ifPresent(order -> {
                    tell("a part of " + order.clientOrderId() + " is filled");
                    exchange.fillPart(new ClientOrderId(order.clientOrderId()), PART.toPlainString());
                });
    }

    /** Whether it is there for what has yet to be filled. */
    private boolean waitsWithItsEntry(Order exit) {
        return exchange.orders.stream()
                .anyMatch(entry ->
                        !entry.status().isFinal() && exit.clientOrderId().matches(entry.clientOrderId() + "[st]"));
    }

    private static OrderOutcome rejected(Refusal.Reason reason, int code) {
        return new OrderOutcome.Rejected(new Refusal(reason, code, "no", null, null));
    }

    /** At the mark price, and never more than there is to reduce. */
    private OrderOutcome fill(OrderRequest request) {
        BigDecimal held = held(request.positionSide());
        boolean reduces = held.signum() == (request.side() == Side.SELL ? 1 : -1);
        if (request.reduceOnly() && !reduces) {
            return rejected(Refusal.Reason.REFUSED, -2022);
        }
        BigDecimal asked = request.quantity().value();
        BigDecimal filled = request.reduceOnly() ? asked.min(held.abs()) : asked;
        Order order = exchange.fillAtMark(request, filled);
        return new OrderOutcome.Accepted(order);
    }

    private Optional<Order> cancel(String id) {
        if (exchange.down != null || !calm && chance.nextDouble() < faults / 2) {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        }
        Optional<Order> order = exchange.orders.stream()
                .filter(it -> it.clientOrderId().equals(id))
                .findFirst();
        order.filter(it -> !it.status().isFinal()).ifPresent(this::end);
        return exchange.orders.stream()
                .filter(it -> it.clientOrderId().equals(id))
                .findFirst();
    }

    private void end(Order order) {
        exchange.orders.replaceAll(
                it -> it.clientOrderId().equals(order.clientOrderId()) ? it.with(OrderStatus.CANCELED) : it);
    }

    // What time brings.

    private void tick() {
        if (downFor > 0) {
            exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "away");
            downFor--;
        } else {
            exchange.down = null;
        }
        losesFor = Math.max(0, losesFor - 1);
        world.clock.advance(TICK);
        Optional.ofNullable(late.remove(ticks)).ifPresent(exits -> exits.forEach(exchange::takeTied));
        if (++ticks % 4 == 0) {
            OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        }
        work();
        judge();
    }

    /** Steps the lane as often as it wants to, each step as long as a request takes. */
    private void work() {
        for (int i = 0; i < 200; i++) {
            var due = world.lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                return;
            }
        }
        broken = "the lane does not come to rest";
    }

    private void judge() {
        sights.forEach((side, sight) -> judge(side, sight));
    }

    private void judge(PositionSide side, Sight sight) {
        BigDecimal held = held(side);
        if (held.signum() != 0 && sight.held.signum() == 0) {
            opened++;
        }
        sight.held = held;
        if (exchange.down != null) {
            return;
        }
        Side exit = held.signum() > 0 ? Side.SELL : Side.BUY;
        BigDecimal covered = BigDecimal.ZERO;
        int useless = 0;
        for (Order order : exchange.orders) {
            if (!order.status().isFinal() && order.reduceOnly() && order.positionSide() == side) {
                boolean ends = held.signum() != 0 && order.side() == exit;
                useless += ends || waitsWithItsEntry(order) ? 0 : 1;
                boolean stops = order.originalType().equals("STOP_MARKET")
                        || order.originalType().equals("TRAILING_STOP_MARKET");
                covered = covered.add(
                        ends && stops ? order.quantity().subtract(order.executedQuantity()) : BigDecimal.ZERO);
            }
        }
        sight.naked = covered.compareTo(held.abs()) >= 0 ? Duration.ZERO : sight.naked.plus(TICK);
        sight.left = useless == 0 || isAnythingUnproven() ? Duration.ZERO : sight.left.plus(TICK);
        longest = sight.naked.compareTo(longest) > 0 ? sight.naked : longest;
        if (sight.naked.compareTo(MOST) > 0) {
            broke("%s %s held, %s of it protected, for %d ms".formatted(side, held, covered, sight.naked.toMillis()));
        }
        if (sight.left.compareTo(LEFT_OVER) > 0) {
            broke("%s: %d exits end nothing, for %d ms".formatted(side, useless, sight.left.toMillis()));
        }
    }

    /** Whether the service cannot know what is held. */
    private boolean isAnythingUnproven() {
        return world.journal
                        .sql()
                        .sql(
                                "SELECT count(*) FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg"
                                        + " WHERE a.outcome IS NULL AND o.role = ''")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** When all is well again the stops are for exactly what is held. */
    private void calm() {
        downFor = 0;
        losesFor = 0;
        calm = true;
        for (int i = 0; i < 4 * 90 && broken == null; i++) {
            tick();
        }
        for (PositionSide side : sights.keySet()) {
            BigDecimal stops = exchange.orders.stream()
                    .filter(it -> !it.status().isFinal() && it.originalType().equals("STOP_MARKET"))
                    .filter(it -> it.positionSide() == side && !waitsWithItsEntry(it))
                    .map(it -> it.quantity().subtract(it.executedQuantity()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            // Where some hold it the other way, each of the others has one for all that the account holds.
            int more = stops.compareTo(held(side).abs());
            if (broken == null && (more < 0 || (strategies.size() == 1 && more > 0))) {
                broke("in the end %s %s is held and the stops are for %s".formatted(side, held(side), stops));
            }
        }
    }

    private BigDecimal held(PositionSide side) {
        return exchange.positions.stream()
                .filter(it -> it.positionSide() == side)
                .map(it -> it.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal held() {
        return exchange.positions.stream().map(it -> it.amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void broke(String what) {
        broken = what;
        tell("BROKEN: " + what);
    }

    private void tell(String what) {
        trace.add("%s %s".formatted(world.clock.instant(), what));
    }
}
