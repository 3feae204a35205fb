package dev.asterbridge.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When nobody could see to what is held. Safe for many threads.
 *
 * <p>All symbols are meant, because the books do not tell whose one is; but an order request of a symbol tells that somebody
 * is there for it.
 */
final class Absences {

    /**
     * One of them.
     *
     * @param back from when on an order request of a symbol shows that somebody is there for it, before the end
     * @param anew whether somebody comes then who has seen nothing of what was before, and has five seconds of his own; else
     *     the clock goes on where it stopped
     */
    record Absence(Instant from, Instant back, Instant until, boolean anew) {}

    /** A start that takes longer is no excuse; it takes that much only where the machine has more to do than it can. */
    static final Duration START = Duration.ofSeconds(60);

    /** An instance that does not reach the database for so long loses its symbols. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** It renews that at least so often. */
    private static final Duration RENEWED = Duration.ofSeconds(2);

    /** The other one looks for what has lost its owner so often. */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(1);

    /** What was on its way when it began has arrived by then. */
    private static final Duration ARRIVED = Duration.ofSeconds(1);

    private final List<Absence> absences = new ArrayList<>();

    /** Of the only instance: from the end of each life until the next one was ready. */
    static Absences between(List<Life> lives) {
        Absences absences = new Absences();
        Instant dead = Instant.MIN;
        for (Life life : lives) {
            Instant latest = life.started().plus(START);
            Instant ready = life.ready().or(life::ended).filter(latest::isAfter).orElse(latest);
            absences.add(new Absence(dead, life.started(), ready, true));
            dead = life.ended().orElse(Instant.MAX);
        }
        return absences;
    }

    /** One of several instances was killed: its symbols are another one's once its lease is over. */
    void killed(Instant at) {
        add(new Absence(at, at.plus(ARRIVED), at.plus(LEASE).plus(LOOKED_FOR), true));
    }

    /**
     * One of several instances was stopped, or did not reach the database, or none did. What cannot have cost it its
     * symbols counts as long as it was; longer, they are another one's.
     */
    void hindered(Instant from, Instant until) {
        boolean lost = !until.isBefore(from.plus(LEASE).minus(RENEWED));
        if (lost) {
            killed(from);
        } else {
            add(new Absence(from, from.plus(ARRIVED), until, false));
        }
    }

    synchronized List<Absence> all() {
        return List.copyOf(absences);
    }

    private synchronized void add(Absence absence) {
        absences.add(absence);
    }
}
