package dev.asterbridge.signals;

import dev.asterbridge.exchange.MarginTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a strategy meant its targets. They come with times of whole seconds and not always in order; but each
 * says what was held before it, and so which one it follows.
 *
 * <p>Those of one second are steps from one size to another. When all of them are known there is a way that takes each once,
 * and whichever way that is, it ends at the same size. So what comes out depends on what was said, not on when it came in;
 * and on what was held before only if that way is a round trip. While one is missing there are several ways, one behind the
 * other: first the one that goes on from what was held before, then the others as they came in.
 */
final class TargetChain {

    /**
     * A target as its strategy said it.
     *
     * @param previous what the strategy held before it, as it said itself
     * @param at when it fired; where it does not say, when it came in
     * @param content what is the same in a copy of it; absent where a time tells it from others
     * @param decided whether there is a verdict on it
     * @param entry how it is to be ordered, and to end
     * @param margin how it is to be backed
     */
    record Said(
            String id,
            BigDecimal target,
            @Nullable BigDecimal previous,
            Instant at,
            @Nullable String content,
            boolean decided,
            Entry entry,
            MarginTerms margin) {

        boolean follows(BigDecimal held) {
            return previous != null && previous.compareTo(held) == 0;
        }

        /**
         * Whether it may be the other one once more: nothing in it tells the two apart, and one is not far from the other. With a
         * time the one that comes later is no signal at all.
         */
        boolean repeats(Said other) {
            return content != null
                    && content.equals(other.content)
                    && previous != null
                    && Duration.between(other.at, at).abs().compareTo(Identity.By.NOTHING.window()) <= 0;
        }

        long second() {
            return at.getEpochSecond();
        }
    }

    /** More of them in one second are no strategy's, and are taken as they came in. */
    private static final int MOST = 32;

    private final List<Said> left;
    private final List<Said> way = new ArrayList<>();

    private TargetChain(List<Said> left) {
        this.left = left;
    }

    /**
     * Oldest first.
     *
     * @param before what was held before all of them, if that is known
     * @param said in the order of arrival
     */
    static List<Said> inOrder(@Nullable BigDecimal before, List<Said> said) {
        List<Said> meant = new ArrayList<>(said);
        Map<Said, Said> repeated = repeated(before, said);
        meant.removeAll(repeated.keySet());
        List<Said> ordered = inOrderOfTime(before, meant);
        for (Said repeat : List.copyOf(repeated.keySet()).reversed()) {
            ordered.add(ordered.indexOf(repeated.get(repeat)) + 1, repeat);
        }
        return ordered;
    }

    /**
     * What says once more what was said before, and does not go on from where its strategy is by then: it means nothing new.
     * With what it repeats.
     */
    private static Map<Said, Said> repeated(@Nullable BigDecimal before, List<Said> said) {
        Map<Said, Said> repeated = new LinkedHashMap<>();
        List<Said> meant = new ArrayList<>();
        for (Said it : said) {
            Optional<Said> first = meant.reversed().stream()
                    .filter(it::repeats)
                    .findFirst()
                    .filter(known ->
                            !it.follows(inOrderOfTime(before, meant).getLast().target()));
            first.ifPresentOrElse(known -> repeated.put(it, known), () -> meant.add(it));
        }
        return repeated;
    }

    private static List<Said> inOrderOfTime(@Nullable BigDecimal before, List<Said> said) {
        List<Said> byTime = new ArrayList<>(said);
        byTime.sort(Comparator.comparing(Said::second));
        List<Said> ordered = new ArrayList<>();
        // As far as anybody knows, a strategy starts with nothing.
        BigDecimal held = before == null ? BigDecimal.ZERO : before;
        while (ordered.size() < byTime.size()) {
            long second = byTime.get(ordered.size()).second();
            List<Said> together = byTime.stream()
                    .skip(ordered.size())
                    .takeWhile(it -> it.second() == second)
                    .toList();
            ordered.addAll(new TargetChain(new ArrayList<>(together)).from(held));
            held = ordered.getLast().target();
        }
        return ordered;
    }

    private List<Said> from(BigDecimal held) {
        if (left.size() == 1 || left.size() > MOST || left.stream().anyMatch(said -> said.previous() == null)) {
            return left;
        }
        while (!left.isEmpty()) {
            int begin = way.size();
            BigDecimal start = way.isEmpty() && begins(held) ? held : start();
            way.addAll(walk(start));
            takeInRoundTrips(begin, start);
        }
        return way;
    }

    /** Whether a way begins there: one has to, or none has to anywhere that can be reached. */
    private boolean begins(BigDecimal size) {
        List<Said> connected = connected(size);
        return missing(size) > 0
                || (!connected.isEmpty() && connected.stream().allMatch(said -> missing(previous(said)) == 0));
    }

    /** Where a way has to begin; where none has to, with what came in first. */
    private BigDecimal start() {
        return left.stream()
                .map(TargetChain::previous)
                .filter(size -> missing(size) > 0)
                .findFirst()
                .orElse(previous(left.getFirst()));
    }

    /** How many more steps lead away from a size than lead to it. */
    private long missing(BigDecimal size) {
        return left.stream().filter(said -> said.follows(size)).count()
                - left.stream()
                        .filter(said -> said.target().compareTo(size) == 0)
                        .count();
    }

    /** What is left of the steps that can be reached from a size, forwards or backwards. */
    private List<Said> connected(BigDecimal size) {
        Set<BigDecimal> sizes = new HashSet<>(Set.of(size.stripTrailingZeros()));
        boolean more = true;
        while (more) {
            more = false;
            for (Said said : left) {
                BigDecimal from = previous(said).stripTrailingZeros();
                BigDecimal to = said.target().stripTrailingZeros();
                if (sizes.contains(from) || sizes.contains(to)) {
                    more |= sizes.addAll(List.of(from, to));
                }
            }
        }
        return left.stream()
                .filter(said -> sizes.contains(said.target().stripTrailingZeros()))
                .toList();
    }

    /** Goes as far as it goes. */
    private List<Said> walk(BigDecimal start) {
        List<Said> steps = new ArrayList<>();
        BigDecimal held = start;
        Said next = next(held);
        while (next != null) {
            left.remove(next);
            steps.add(next);
            held = next.target();
            next = next(held);
        }
        return steps;
    }

    private @Nullable Said next(BigDecimal held) {
        return left.stream().filter(said -> said.follows(held)).findFirst().orElse(null);
    }

    /** What leads from a size on the way back to that size belongs to the way and does not change where it ends. */
    private void takeInRoundTrips(int begin, BigDecimal start) {
        BigDecimal held = start;
        for (int at = begin; at <= way.size(); at++) {
            List<Said> before = List.copyOf(left);
            List<Said> trip = walk(held);
            if (!trip.isEmpty() && trip.getLast().target().compareTo(held) == 0) {
                way.addAll(at, trip);
            } else {
                left.clear();
                left.addAll(before);
            }
            held = at < way.size() ? way.get(at).target() : held;
        }
    }

    private static BigDecimal previous(Said said) {
        return said.previous() == null ? BigDecimal.ZERO : said.previous();
    }
}
