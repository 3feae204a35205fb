package dev.asterbridge.simulation;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A place where an instance runs, dies and is started again; its clock outlives it. */
final class Machine implements Weather {

    private static final long LEASE = 10 * World.SECOND;
    private static final long BEAT = 3 * World.SECOND;
    private static final long WATCH = 5 * World.SECOND;

    /** As often as the service looks, where it matters when it sees something. */
    private static final long CLOSE_WATCH = World.SECOND;

    private static final int MOST_DEATHS = 6;

    private final int number;
    private final World world;
    private final Faults faults;
    private final MemoryDatabase database;
    private final ModelExchange exchange;
    private final Judge judge;
    private final ModelLine.Shared shared;
    private final MachineClock clock;
    private final Map<Symbol, Lane> lanes = new HashMap<>();
    private final Actor elsewhere = new Actor(null);
    private int starts;
    private @Nullable Life life;
    private @Nullable Core core;

    Machine(
            int number,
            World world,
            Faults faults,
            MemoryDatabase database,
            ModelExchange exchange,
            Judge judge,
            ModelLine.Shared shared) {
        this.number = number;
        this.world = world;
        this.faults = faults;
        this.database = database;
        this.exchange = exchange;
        this.judge = judge;
        this.shared = shared;
        this.clock = new MachineClock(world);
    }

    @Nullable
    Life life() {
        return life != null && !life.isDead() ? life : null;
    }

    Core core() {
        return core;
    }

    void start() {
        starts++;
        Life born = new Life("%c%d".formatted('A' + number, starts), number, world, this);
        world.tell("%s starts", born.name);
        life = born;
        lanes.clear();
        LongSupplier now = faults.two ? () -> world.now() / World.MILLI : () -> clock.millis();
        if (!faults.two) {
            database.run("DELETE FROM instances");
        }
        DirectJournal journal = new DirectJournal(world, faults, database, born, now, judge);
        ModelLine line = new ModelLine(world, faults, exchange, born, clock, shared, judge);
        beat();
        judge.guards().starts(born);
        core = new Core(journal, line, clock, symbol -> wake(symbol, born));
        Actor starting = new Actor(born);
        world.in(world.between(0, 300) * World.MILLI, starting, "recover", () -> recover(born));
        world.in(pace(), new Actor(born), "watch", () -> watch(born));
        world.in(pace(), new Actor(born), "look around", () -> lookAround(born));
    }

    /** Says that the process is alive, as the journal does it beside everything else. */
    private void beat() {
        Life living = life;
        long until = faults.two ? (world.now() + LEASE) / World.MILLI : Long.MAX_VALUE / 2;
        database.run("INSERT INTO instances (slot, name, lease_until) VALUES (" + number + ", '" + living.name + "', "
                + until
                + ") ON CONFLICT (slot) DO UPDATE SET name = excluded.name, lease_until = excluded.lease_until");
        if (faults.two) {
            world.in(BEAT, new Actor(living), "beat", this::beat);
        }
    }

    private void watch(Life living) {
        judge.guards().under(living, null, () -> {
            core.watch();
            return living;
        });
        world.in(pace(), new Actor(living), "watch", () -> watch(living));
    }

    /** Whoever put something there, another instance too. */
    private void lookAround(Life living) {
        judge.guards().under(living, null, () -> {
            wakeAll(living);
            return living;
        });
        world.in(pace(), new Actor(living), "look around", () -> lookAround(living));
    }

    private long pace() {
        return faults.guarded() ? CLOSE_WATCH : WATCH;
    }

    /** Ends and begins at once; what was in its memory is gone, and nothing else. */
    void startAnew() {
        if (life() != null) {
            life.kill();
            start();
        }
    }

    /** Every lane with something to do takes a step, as it does at the start and whenever the journal is looked at. */
    private void wakeAll(Life living) {
        try {
            for (Symbol symbol : core.underWay()) {
                wake(symbol, living);
            }
        } catch (JournalUnavailable e) {
            world.in(World.SECOND, new Actor(living), "recover", () -> wakeAll(living));
        }
    }

    private void recover(Life living) {
        try {
            for (Symbol symbol : faults.guarded() ? core.atStart() : core.underWay()) {
                wake(symbol, living);
            }
        } catch (JournalUnavailable | ExchangeUnavailable e) {
            world.in(World.SECOND, new Actor(living), "recover", () -> recover(living));
        }
    }

    void wake(Symbol symbol, Life living) {
        if (living == life) {
            Lane lane = lanes.computeIfAbsent(symbol, key -> new Lane(symbol, living));
            lane.stepIn(0);
        }
    }

    /** The thread of a lane: one step at a time, and the next one when it is due or something woke it. */
    private final class Lane {

        private final Symbol symbol;
        private final Actor actor;
        private long due = Long.MAX_VALUE;

        Lane(Symbol symbol, Life living) {
            this.symbol = symbol;
            this.actor = new Actor(living);
        }

        void stepIn(long micros) {
            long at = world.now() + micros;
            if (at < due) {
                due = at;
                world.at(at, actor, "step", () -> step(at));
            }
        }

        private void step(long at) {
            if (at == due) {
                due = Long.MAX_VALUE;
                judge.guards()
                        .under(actor.life, symbol, () -> core.step(symbol))
                        .ifPresent(pause -> stepIn(pause.toNanos() / 1000));
            }
        }
    }

    void jump() {
        long most = World.SECOND << world.chance.nextInt(12);
        long jump = world.between(-Math.min(most, 3600 * World.SECOND), Math.min(most, 3600 * World.SECOND));
        clock.jump(jump);
        judge.guards().jumped();
        world.tell("the clock of machine %d jumps by %.3f s", number, jump / 1e6);
    }

    void crash() {
        if (life() != null && !world.isQuiet()) {
            die(life, "anywhere");
        }
    }

    void stop() {
        if (life() != null && !world.isQuiet()) {
            hold(life, "anywhere");
        }
    }

    private void die(Life living, String where) {
        world.tell("%s dies %s", living.name, where);
        living.kill();
        world.in(world.between(100 * World.MILLI, 15 * World.SECOND), elsewhere, "restart", this::start);
    }

    private void hold(Life living, String where) {
        long micros = world.between(World.SECOND, (world.chance.nextBoolean() ? 20 : 120) * World.SECOND);
        world.tell("%s is stopped %s for %.1f s", living.name, where, micros / 1e6);
        living.pause(micros);
    }

    @Override
    public boolean kills(Life living, String where) {
        if (starts > MOST_DEATHS || !world.maybe(faults.crash)) {
            return false;
        }
        die(living, where);
        return true;
    }

    @Override
    public boolean stops(Life living, String where) {
        if (!world.maybe(faults.pause)) {
            return false;
        }
        hold(living, where);
        return true;
    }
}
