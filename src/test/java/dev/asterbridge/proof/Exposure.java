package dev.asterbridge.proof;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;

/**
 * Judges by the exchange's books alone for how long what should have a stop had none: an alert wanted one since nothing was
 * held, and what rested was for less than what was held. That must not take longer than five seconds from the moment in
 * which the fill could be seen there, whenever the service saw it, until the stop rested or the position was closed.
 *
 * <p>The clock of a symbol stands still, because nothing could be done then,
 *
 * <ul>
 *   <li>in an {@linkplain Absences absence}: from the death of the only instance until the next one is ready; while one of
 *       two is stopped or does not reach the database, and where that costs it its symbols, for the 11 s after which they
 *       are another one's (a lease of 10 s, looked at every second). It ends with the first order request of the symbol
 *       from whoever lives then. Where somebody else comes, the clock begins anew
 *   <li>from the arrival of an exit of the symbol that the script {@linkplain Ledger.Loss loses} until its answer was waited
 *       for in vain, and for a second more, after which another one is sent
 * </ul>
 *
 * <p>Nothing else stops it: neither questions that fail, nor answers that are late, nor refusals, nor an opening that was
 * lost.
 */
final class Exposure {

    /** What is promised. */
    static final Duration MOST = Duration.ofSeconds(5);

    /** How long the service waits for the answer to an order request at most, whatever it waits for others. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

    /**
     * A time without enough stops.
     *
     * @param counted how much of it counts
     * @param toStop what there should have been stops for in the end of it
     * @param stopped what there were some for
     */
    private record Bare(
            String symbol, Instant from, Instant until, Duration counted, BigDecimal toStop, BigDecimal stopped) {

        Bare until(Instant end, Duration more, BigDecimal toStop, BigDecimal stopped) {
            return new Bare(symbol, from, end, counted.plus(more), toStop, stopped);
        }

        String sentence() {
            return "%s of %s should have had stops from %s to %s, of which %d ms count; there were some for %s"
                    .formatted(toStop, symbol, from, until, counted.toMillis(), stopped);
        }
    }

    private final List<Bare> bares = new ArrayList<>();
    private Duration judged = Duration.ZERO;
    private Duration excused = Duration.ZERO;

    private Exposure() {}

    /**
     * Reads the books until now.
     *
     * @param requestTimeout how long the service waits for an answer
     */
    static Exposure of(Ledger ledger, Absences absences, Duration requestTimeout, Instant now) {
        Exposure exposure = new Exposure();
        Duration timeout = requestTimeout.compareTo(LONGEST_REQUEST) < 0 ? requestTimeout : LONGEST_REQUEST;
        ledger.fills().stream()
                .map(fill -> fill.post().order().symbol())
                .distinct()
                .sorted()
                .forEach(symbol -> exposure.read(symbol, new Replay(symbol, ledger, absences, timeout), now));
        return exposure;
    }

    private void read(String symbol, Replay replay, Instant now) {
        NavigableSet<Instant> changes = replay.changes();
        changes.add(now);
        Bare bare = null;
        for (Instant from : changes.headSet(now)) {
            Instant until = changes.higher(from);
            BigDecimal toStop = replay.toStop(from);
            BigDecimal stopped = replay.stopped(from, toStop.signum() > 0);
            boolean counts = !replay.standsStill(from);
            Duration length = Duration.between(from, until);
            if (toStop.signum() != 0) {
                judged = counts ? judged.plus(length) : judged;
                excused = counts ? excused : excused.plus(length);
            }
            if (bare != null && (stopped.compareTo(toStop.abs()) >= 0 || replay.beginsAnew(from))) {
                bares.add(bare);
                bare = null;
            }
            if (stopped.compareTo(toStop.abs()) < 0) {
                Bare before = bare == null ? new Bare(symbol, from, from, Duration.ZERO, toStop, stopped) : bare;
                bare = before.until(until, counts ? length : Duration.ZERO, toStop, stopped);
            }
        }
        if (bare != null) {
            bares.add(bare);
        }
    }

    /** What took too long, in words. */
    List<String> faults() {
        return bares.stream()
                .filter(bare -> bare.counted().compareTo(MOST) > 0)
                .map(Bare::sentence)
                .toList();
    }

    /** The longest that counts. */
    Duration longest() {
        return bares.stream().map(Bare::counted).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** How long there should have been stops while the clock could run, of all symbols together. */
    Duration judged() {
        return judged;
    }

    /** The same while it stood still. */
    Duration excused() {
        return excused;
    }

    /** What it tells of itself. */
    void addTo(Figures figures) {
        figures.add("longest without a stop (ms)", longest().toMillis())
                .add("times without a stop", bares.size())
                .add("held with a stop wanted, which counts (s)", judged.toSeconds())
                .add("the same, which does not count (s)", excused.toSeconds());
    }
}
