package dev.asterbridge.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Time, chance and what happens next.
 *
 * <p>One thread runs everything. What takes time calls {@link #pass}, and whatever else is due meanwhile happens inside
 * that call; an actor that is busy, paused or dead does nothing then. So the same seed is the same story.
 */
final class World {

    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;
    static final long START = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-01-15T12:00:00Z"));

    private static final int ENDLESS = 40_000;

    record Event(long at, long order, Actor actor, String what, Runnable work) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    final SplittableRandom chance;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private long now = START;
    private long made;
    private int happened;
    private long changes;
    private @Nullable Violation broken;
    private boolean quiet;
    private final Actor outside = new Actor(null);
    private int underWayOutside;

    World(long seed, boolean traced) {
        this.chance = new SplittableRandom(seed);
        this.traced = traced;
    }

    /** The exchange and the way to it: what is under way there comes to pass whoever dies. */
    Actor outside() {
        return outside;
    }

    boolean isQuietOutside() {
        return underWayOutside == 0;
    }

    /** Microseconds since the epoch. */
    long now() {
        return now;
    }

    Instant instant() {
        return instant(now);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    void at(long time, Actor actor, String what, Runnable work) {
        if (actor == outside) {
            underWayOutside++;
        }
        events.add(new Event(Math.max(time, now), made++, actor, what, work));
    }

    void in(long micros, Actor actor, String what, Runnable work) {
        at(now + micros, actor, what, work);
    }

    /** Lets time go by; what is due meanwhile happens now. */
    void pass(long micros) {
        long until = now + micros;
        while (!events.isEmpty() && events.peek().at <= until) {
            next();
        }
        now = Math.max(now, until);
    }

    boolean isOver() {
        return events.isEmpty();
    }

    void next() {
        Event event = events.remove();
        now = Math.max(now, event.at);
        Violation.unless(++happened < ENDLESS, "comes never to rest");
        Actor actor = event.actor;
        Life life = actor.life;
        if (life != null && life.isDead()) {
            return;
        }
        if (life != null && life.pausedUntil() > now) {
            at(life.pausedUntil(), actor, event.what, event.work);
        } else if (actor.busy) {
            actor.waiting.add(event);
        } else {
            happen(event, actor);
        }
    }

    private void happen(Event event, Actor actor) {
        actor.busy = true;
        if (actor == outside) {
            underWayOutside--;
        }
        try {
            event.work.run();
        } catch (Crash e) {
            // The process is gone; the world goes on.
        } catch (Violation e) {
            // Whoever let time go by meanwhile may stumble over what did not happen.
            broken = broken == null ? e : broken;
            throw e;
        } finally {
            actor.busy = false;
            while (!actor.waiting.isEmpty()) {
                Event waited = actor.waiting.remove();
                at(now, actor, waited.what, waited.work);
            }
        }
    }

    /** The first promise that was broken, if one was. */
    @Nullable
    Violation broken() {
        return broken;
    }

    /** From now on nothing goes wrong that need not. */
    void quieten() {
        quiet = true;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Whether a fault of that probability happens. */
    boolean maybe(double probability) {
        return probability > 0 && !quiet && chance.nextDouble() < probability;
    }

    long between(long least, long most) {
        return least + chance.nextLong(most - least + 1);
    }

    void tell(String what, Object... values) {
        if (traced) {
            trace.add("%12.6f  %s".formatted((now - START) / 1e6, what.formatted(values)));
        }
    }

    /** Something is on record, or at the exchange, that was not before. */
    void changed() {
        changes++;
    }

    long changes() {
        return changes;
    }

    boolean isTraced() {
        return traced;
    }

    List<String> trace() {
        return trace;
    }
}
