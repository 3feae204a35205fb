package dev.asterbridge.proof;

import dev.asterbridge.proof.Absences.Absence;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** What the books tell of one symbol at any time, and whether the clock of what has no stop stands still then. */
final class Replay {

    /** How long another exit waits for news of the last one. */
    private static final Duration ANOTHER_AFTER = Duration.ofSeconds(1);

    private record Span(Instant from, Instant until) {

        boolean covers(Instant then) {
            return !from.isAfter(then) && until.isAfter(then);
        }
    }

    private final List<Ledger.Fill> fills;
    private final List<Ledger.Fill> shown;
    private final List<Ledger.Stop> stops;
    private final List<Span> still = new ArrayList<>();
    private final Set<Instant> anew = new HashSet<>();

    /** @param timeout how long the service waits for the answer to an order request */
    Replay(String symbol, Ledger ledger, Absences absences, Duration timeout) {
        fills = ledger.fills().stream().filter(fill -> is(symbol, fill.post())).toList();
        shown = fills.stream()
                .sorted(Comparator.comparing(Ledger.Fill::visibleFrom))
                .toList();
        stops = ledger.stops().stream().filter(stop -> is(symbol, stop.post())).toList();
        List<Instant> requests = ledger.posts().stream()
                .filter(post -> is(symbol, post))
                .map(Ledger.Post::at)
                .toList();
        absences.all().forEach(absence -> absent(absence, requests));
        ledger.losses().stream()
                .filter(loss -> is(symbol, loss.post()) && loss.post().order().reduceOnly())
                .forEach(loss -> lost(loss, timeout));
    }

    private static boolean is(String symbol, Ledger.Post post) {
        return post.order().symbol().equals(symbol);
    }

    private void absent(Absence absence, List<Instant> requests) {
        Instant end = requests.stream()
                .filter(at -> !at.isBefore(absence.back()) && at.isBefore(absence.until()))
                .findFirst()
                .orElse(absence.until());
        still.add(new Span(absence.from(), end));
        if (absence.anew()) {
            anew.add(end);
        }
    }

    private void lost(Ledger.Loss loss, Duration timeout) {
        Duration waited = loss.silence().compareTo(timeout) < 0 ? loss.silence() : timeout;
        Instant at = loss.post().at();
        still.add(new Span(at, at.plus(waited).plus(ANOTHER_AFTER)));
    }

    /** When anything changes. */
    NavigableSet<Instant> changes() {
        NavigableSet<Instant> changes = new TreeSet<>();
        fills.forEach(fill -> changes.addAll(List.of(fill.at(), fill.visibleFrom())));
        stops.forEach(stop -> changes.addAll(List.of(stop.at(), stop.until())));
        still.forEach(span -> changes.addAll(List.of(span.from(), span.until())));
        return changes;
    }

    /**
     * How much there should be stops for, with the sign of what is held: no more than what is held, and no more than what
     * can be seen of it.
     */
    BigDecimal toStop(Instant then) {
        Stake held = Stake.NONE;
        for (Ledger.Fill fill : fills) {
            held = fill.at().isAfter(then) ? held : held.after(fill);
        }
        Stake seen = Stake.NONE;
        for (Ledger.Fill fill : shown) {
            seen = fill.visibleFrom().isAfter(then) ? seen : seen.after(fill);
        }
        return common(held.toStop(), seen.toStop());
    }

    /** So much of both goes the same way. */
    private static BigDecimal common(BigDecimal one, BigDecimal other) {
        if (one.signum() != other.signum()) {
            return BigDecimal.ZERO;
        }
        return one.signum() < 0 ? one.max(other) : one.min(other);
    }

    /** What the stops are for that rest and would end what is held on that side. */
    BigDecimal stopped(Instant then, boolean isLong) {
        return stops.stream()
                .filter(stop -> stop.rests(then) && stop.post().order().side().equals(isLong ? "SELL" : "BUY"))
                .map(stop -> stop.post().order().quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether nothing could be done about it then. */
    boolean standsStill(Instant then) {
        return still.stream().anyMatch(span -> span.covers(then));
    }

    /** Whether somebody comes then who has five seconds of his own. */
    boolean beginsAnew(Instant then) {
        return anew.contains(then);
    }
}
