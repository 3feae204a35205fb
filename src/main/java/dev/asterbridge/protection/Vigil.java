package dev.asterbridge.protection;

import static java.util.stream.Collectors.toMap;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.protection.Scene.Book;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is remembered of one symbol between two looks; nothing of it matters after a restart. */
final class Vigil {

    /** What was not looked at for so long is another instance's by now, or ended. */
    private static final Duration LOOKS = Duration.ofMinutes(1);

    private static final int MOST_STRAYS = 100;

    /** After so many refusals of a close it is tried more and more rarely, but not more rarely than that. */
    private static final int PATIENT = 4;

    private static final int SELDOM = 10;

    private final Map<String, Instant> nakedSince = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Set<ClientOrderId> strays = new HashSet<>();
    private Instant lookedAt = Instant.EPOCH;

    private record Pause(Instant since, Duration length) {

        /** A clock that jumped only makes it short. */
        Duration left(Instant now) {
            Duration left = length.minus(Duration.between(since, now).abs());
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /**
     * Starts and stops the clocks of what has no protection.
     *
     * @param tried for how long nobody has known what became of a request that was to protect a book, or to end it; who looks
     *     for the first time, as after a crash, goes on from there
     */
    synchronized void keep(List<Book> books, Function<Book, Duration> tried, Instant now) {
        boolean first = !looks(now);
        Map<String, Instant> since = books.stream()
                .filter(Book::isNaked)
                .collect(toMap(Book::name, book -> first ? now.minus(tried.apply(book)) : now));
        nakedSince.keySet().retainAll(since.keySet());
        refusals.keySet().retainAll(since.keySet());
        since.forEach((name, at) -> {
            if (nakedSince.putIfAbsent(name, at) == null) {
                // What could wait as long as something else was there cannot any more.
                pauses.keySet().removeIf(what -> what.startsWith(name + "|"));
            }
        });
        lookedAt = now;
        pauses.values().removeIf(pause -> pause.left(now).isZero());
    }

    /**
     * Notes that a book could not be closed.
     *
     * @return how many times as long as usual to wait then; the first few times no longer
     */
    synchronized int refused(Book book) {
        int times = refusals.merge(book.name(), 1, Integer::sum);
        return Math.clamp(times - PATIENT, 1, SELDOM);
    }

    /** Whether an order was not asked about before. */
    synchronized boolean isNew(ClientOrderId stray) {
        if (strays.size() >= MOST_STRAYS) {
            strays.clear();
        }
        return strays.add(stray);
    }

    synchronized boolean isOverdue(Book book, Instant now) {
        Instant since = nakedSince.get(book.name());
        return since != null && Duration.between(since, now).abs().compareTo(Protector.NAKED) >= 0;
    }

    synchronized void pause(String what, Instant now, Duration length) {
        pauses.put(what, new Pause(now, length));
    }

    synchronized boolean mayTry(String what, Instant now) {
        Pause pause = pauses.get(what);
        return pause == null || pause.left(now).isZero();
    }

    /** How many positions have no stop, as far as this instance looks after the symbol. */
    synchronized int unprotected(Instant now) {
        return looks(now) ? nakedSince.size() : 0;
    }

    /** Whether something has had no stop for so long, and could not be closed either. */
    synchronized boolean isExposed(Instant now, Duration longer) {
        return looks(now)
                && nakedSince.values().stream()
                        .anyMatch(since -> Duration.between(since, now).abs().compareTo(longer) > 0);
    }

    private boolean looks(Instant now) {
        return Duration.between(lookedAt, now).abs().compareTo(LOOKS) < 0;
    }

    /** How long until a pause is over, or something has been without protection for too long. */
    synchronized Optional<Duration> due(Instant now) {
        return Stream.concat(
                        pauses.values().stream().map(pause -> pause.left(now)),
                        nakedSince.values().stream()
                                .map(since -> Protector.NAKED.minus(
                                        Duration.between(since, now).abs())))
                .filter(Duration::isPositive)
                .min(Duration::compareTo);
    }
}
