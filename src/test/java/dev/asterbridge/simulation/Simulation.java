package dev.asterbridge.simulation;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One story: instances of the core, an exchange, somebody who sends alerts, and everything that can go wrong. */
final class Simulation {

    private static final List<Symbol> SYMBOLS = List.of(new Symbol("BTCUSDT"), new Symbol("ETHUSDT"));
    private static final List<String> STRATEGIES = List.of("one", "two");
    private static final List<String> EXITS_BESIDE =
            List.of("", "", "; take 3% x 100", "; take 2% x 40; take 4% x 60", "; take 3% x 30");
    private static final long FAULTS_LAST = 60 * World.SECOND;
    private static final long SETTLES_WITHIN = 180 * World.SECOND;

    private final long seed;
    private final World world;
    private final Faults faults;
    private final Judge judge;
    private final ModelExchange exchange;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Errand> errands = new ArrayList<>();
    private final Sender sender;
    private final Actor elsewhere = new Actor(null);
    private final Map<String, BigDecimal> said = new HashMap<>();
    private int mischief;
    private boolean compared;
    private long seen = -1;
    private @Nullable String unsettled;

    Simulation(long seed, MemoryDatabase database, boolean traced) {
        this.seed = seed;
        this.world = new World(seed, traced);
        this.faults = new Faults(new SplittableRandom(seed ^ 0x5DEECE66DL));
        database.empty();
        this.judge = new Judge(world, database, faults);
        this.exchange = new ModelExchange(world, faults, judge);
        judge.knows(exchange);
        ModelLine.Shared shared = new ModelLine.Shared();
        for (int i = 0; i < (faults.two ? 2 : 1); i++) {
            machines.add(new Machine(i, world, faults, database, exchange, judge, shared));
        }
        this.sender = new Sender(world, faults, machines);
    }

    /** What came of a story. */
    record Ending(long seed, String violation, int errands, int executed, List<String> trace) {

        boolean isBad() {
            return violation != null;
        }
    }

    Ending run() {
        String violation = null;
        try {
            begin();
            go();
            judge.judgeEnd();
            judge.judgeTargets();
            if (faults.calm) {
                judge.judgeCalm(errands);
            }
        } catch (Violation e) {
            violation = e.getMessage();
        } catch (RuntimeException | Error e) {
            Violation broken = world.broken();
            violation = broken == null ? "a bug: " + e : broken.getMessage();
            if (world.isTraced()) {
                e.printStackTrace();
            }
        }
        int executed = (int) judge.signals().values().stream()
                .filter(row -> "executed".equals(row.verdict()))
                .count();
        return new Ending(seed, violation, errands.size(), executed, world.trace());
    }

    private void begin() {
        plan();
        machines.forEach(Machine::start);
        for (int i = 0; i < 3; i++) {
            if (world.maybe(faults.outsider)) {
                mischief++;
                world.in(world.between(0, 40 * World.SECOND), elsewhere, "outsider", () -> {
                    mischief--;
                    outsider();
                });
            }
            Machine machine = machines.get(world.chance.nextInt(machines.size()));
            if (world.maybe(faults.jump)) {
                world.in(world.between(0, 50 * World.SECOND), elsewhere, "jump", machine::jump);
            }
            if (world.maybe(faults.crash * 8)) {
                world.in(world.between(0, 50 * World.SECOND), elsewhere, "crash", machine::crash);
            }
            if (world.maybe(faults.pause * 8)) {
                world.in(world.between(0, 50 * World.SECOND), elsewhere, "pause", machine::stop);
            }
        }
        if (faults.guarded()) {
            beginMischief();
        }
        world.at(World.START + FAULTS_LAST, elsewhere, "quiet", () -> {
            world.quieten();
            world.tell("from here on nothing goes wrong any more");
        });
    }

    /** What happens to exits: the price sets them off, people cancel them. */
    private void beginMischief() {
        for (int i = 0; i < 3; i++) {
            Symbol symbol = SYMBOLS.get(world.chance.nextInt(2));
            boolean up = world.chance.nextBoolean();
            if (world.maybe(faults.spike)) {
                mischief("spike", () -> exchange.spike(symbol, up));
            }
            if (world.maybe(faults.byHand)) {
                mischief("by hand", () -> exchange.cancelByHand(symbol));
            }
        }
    }

    private void mischief(String what, Runnable work) {
        mischief++;
        world.in(world.between(World.SECOND, 30 * World.SECOND), elsewhere, what, () -> {
            mischief--;
            work.run();
        });
    }

    private void go() {
        while (!isSettled()) {
            Violation.unless(!world.isOver(), "nothing happens any more, and not all is settled");
            long faultsEnd = Math.max(World.START + FAULTS_LAST, exchange.silentUntil());
            Violation.unless(
                    world.now() < faultsEnd + SETTLES_WITHIN,
                    "%d s after the last fault %s",
                    SETTLES_WITHIN / World.SECOND,
                    unsettled());
            compare();
            world.next();
        }
    }

    /** What somebody else has traded is noticed when what is held is compared with the journal: at the latest by a start. */
    private void compare() {
        if (!compared && faults.guarded() && judge.isTradedByOthers() && isOver() && judge.allDecided()) {
            compared = true;
            machines.forEach(Machine::startAnew);
        }
    }

    /** Whether nobody does anything any more but the service. */
    private boolean isOver() {
        return sender.isDone() && (mischief == 0 || !faults.guarded()) && world.isQuietOutside();
    }

    /** What is not yet as it is to be in the end; null when all is. */
    private @Nullable String unsettled() {
        if (seen != world.changes()) {
            seen = world.changes();
            unsettled = look();
        }
        return unsettled;
    }

    private @Nullable String look() {
        if (!judge.allDecided()) {
            return "not all is decided";
        }
        if (!judge.booksAgree()) {
            return "the books do not agree";
        }
        String holdings = faults.guarded() ? judge.holdingsFault() : null;
        return holdings == null && faults.guarded() ? judge.guards().fault() : holdings;
    }

    private boolean isSettled() {
        return isOver() && unsettled() == null;
    }

    private void plan() {
        int count = 1 + Math.min(world.chance.nextInt(5), world.chance.nextInt(5)) + 2 * faults.strategies;
        int symbols = world.chance.nextInt(4) == 0 ? 2 : 1;
        boolean burst = world.chance.nextInt(3) == 0;
        long at = World.START + world.between(0, World.SECOND);
        for (int i = 1; i <= count; i++) {
            Errand errand = faults.strategies > 0 && world.chance.nextInt(3) > 0
                    ? target(i)
                    : errand(i, SYMBOLS.get(world.chance.nextInt(symbols)));
            errands.add(errand);
            judge.expects(errand);
            world.tell("%s, at %.3f", errand, (at - World.START) / 1e6);
            sender.plan(errand, at);
            at += burst ? world.between(0, 50 * World.MILLI) : world.between(0, 12 * World.SECOND);
        }
        if (world.chance.nextInt(3) == 0 && !faults.calm && faults.strategies == 0) {
            outsider();
        }
    }

    private Errand errand(int number, Symbol symbol) {
        int dice = world.chance.nextInt(20);
        Errand.Kind kind = dice < 9 || number == 1 && dice < 14
                ? Errand.Kind.OPEN
                : dice < 12 ? Errand.Kind.INCREASE : dice < 15 ? Errand.Kind.DECREASE : Errand.Kind.CLOSE;
        Side side = kind != Errand.Kind.OPEN ? null : world.chance.nextInt(4) == 0 ? Side.SELL : Side.BUY;
        BigDecimal quantity = kind == Errand.Kind.CLOSE
                ? null
                : new BigDecimal(world.between(1, 9) + (kind == Errand.Kind.OPEN ? 5 : 0)).movePointLeft(3);
        BigDecimal limit = kind != Errand.Kind.CLOSE && world.chance.nextInt(6) == 0 ? ModelExchange.MARK : null;
        PositionSide positionSide =
                faults.hedge && kind != Errand.Kind.OPEN && world.chance.nextInt(3) > 0 ? either() : null;
        Errand.Recognised[] ways = Errand.Recognised.values();
        return new Errand(
                number,
                symbol,
                kind,
                side,
                positionSide,
                quantity,
                limit,
                ways[world.chance.nextInt(ways.length)],
                kind == Errand.Kind.OPEN || kind == Errand.Kind.INCREASE ? exits() : null);
    }

    private @Nullable String exits() {
        if (!world.maybe(faults.exits)) {
            return null;
        }
        return "stop %d%%%s"
                .formatted(world.between(1, 5), EXITS_BESIDE.get(world.chance.nextInt(EXITS_BESIDE.size())));
    }

    /** Another size than before; a strategy always says how it ends, or never. */
    private Errand target(int number) {
        int which = world.chance.nextInt(faults.strategies);
        String strategy = STRATEGIES.get(which);
        BigDecimal before = said.getOrDefault(strategy, BigDecimal.ZERO);
        BigDecimal target = before;
        while (target.compareTo(before) == 0) {
            boolean flat = world.chance.nextInt(4) == 0;
            target = flat ? BigDecimal.ZERO : new BigDecimal(world.between(-9, 14)).movePointLeft(3);
        }
        said.put(strategy, target);
        boolean ends = ((seed >> which) & 1) == 0;
        return new Errand(
                number,
                SYMBOLS.getFirst(),
                new Errand.Step(strategy, before, target),
                ends ? "stop 2%" + EXITS_BESIDE.get(world.chance.nextInt(EXITS_BESIDE.size())) : null);
    }

    private PositionSide either() {
        return world.chance.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
    }

    private void outsider() {
        Symbol symbol = SYMBOLS.get(world.chance.nextInt(2));
        Side side = world.chance.nextBoolean() ? Side.BUY : Side.SELL;
        PositionSide positionSide = faults.hedge ? either() : PositionSide.BOTH;
        boolean reduces = faults.hedge && (positionSide == PositionSide.LONG) == (side == Side.SELL);
        exchange.outsider(new OrderRequest(
                new ClientOrderId("web"),
                symbol,
                side,
                positionSide,
                new Quantity(new BigDecimal(world.between(1, 20)).movePointLeft(3)),
                new OrderTerms.Market(),
                reduces));
    }

    /** Tells one story, such as {@code 17}, and shows what happened in it; or many, such as {@code 1-10000}. */
    public static void main(String[] seeds) throws SQLException, InterruptedException {
        new Quiet().begin();
        for (String seed : seeds) {
            String[] range = seed.split("-", 2);
            if (range.length == 2) {
                many(Long.parseLong(range[0]), Long.parseLong(range[1]));
            } else {
                try (MemoryDatabase database = new MemoryDatabase()) {
                    Ending ending = new Simulation(Long.parseLong(seed), database, true).run();
                    ending.trace().forEach(System.out::println);
                    System.out.println(ending.isBad() ? "VIOLATION " + ending.violation() : "all promises kept");
                }
            }
        }
    }

    private static void many(long first, long last) throws InterruptedException {
        long start = System.nanoTime();
        Campaign campaign = new Campaign(first, last - first + 1, Integer.MAX_VALUE).run();
        campaign.bad().stream().limit(40).forEach(bad -> System.out.println(bad.seed() + ": " + bad.violation()));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d stories, %d bad, %d errands, %d executed, %.1f s, %.2f ms each%n",
                campaign.stories(),
                campaign.bad().size(),
                campaign.errands(),
                campaign.executed(),
                seconds,
                seconds * 1000 / campaign.stories());
    }
}
