package dev.asterbridge.signals;

import dev.asterbridge.signals.TargetRecords.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a strategy meant its targets. They come with times of whole seconds and not always in order; but each
 * says what was held before it, and so which one it follows.
 */
final class TargetChain {

    /** How a target fits to what was said last. */
    sealed interface Link {

        /** It goes on from there. */
        record Follows() implements Link {}

        /** It was meant before that. */
        record Older() implements Link {}

        /** Something is missing in between. */
        record Gap(BigDecimal known, BigDecimal said) implements Link {}
    }

    private TargetChain() {}

    static Link link(@Nullable Standing last, Waiting signal) {
        Signal.Target target = target(signal);
        if (last == null || last.signalId().equals(signal.id())) {
            return new Link.Follows();
        }
        boolean follows = target.previous() == null || same(target.previous(), last.target());
        boolean precedes = last.previous() != null && same(target.size(), last.previous());
        if (signal.firedAt() != null && last.firedAt() != null) {
            int later = signal.firedAt().compareTo(last.firedAt());
            boolean isMissing = last.gap() && precedes;
            if (later < 0 || (later == 0 && target.previous() != null && precedes && (isMissing || !follows))) {
                return new Link.Older();
            }
        }
        return follows ? new Link.Follows() : new Link.Gap(last.target(), Objects.requireNonNull(target.previous()));
    }

    /** What the strategy said last once this was said. */
    static Standing standing(@Nullable Standing last, Waiting signal) {
        Signal.Target target = target(signal);
        return new Standing(
                target.size(),
                target.previous(),
                signal.firedAt(),
                signal.id(),
                link(last, signal) instanceof Link.Gap);
    }

    /** Oldest first; those of the same second as each follows from the one before, else as they came in. */
    static List<Waiting> inOrder(@Nullable Standing last, List<Waiting> targets) {
        List<Waiting> left = new ArrayList<>(targets);
        if (left.stream().noneMatch(signal -> signal.firedAt() == null)) {
            left.sort(Comparator.comparing(Waiting::firedAt));
        }
        List<Waiting> ordered = new ArrayList<>();
        BigDecimal held = last == null ? null : last.target();
        while (!left.isEmpty()) {
            Instant second = left.getFirst().firedAt();
            BigDecimal before = held;
            Waiting next = left.stream()
                    .takeWhile(signal -> Objects.equals(signal.firedAt(), second))
                    .filter(signal -> before != null && follows(signal, before))
                    .findFirst()
                    .orElse(first(left, second));
            left.remove(next);
            ordered.add(next);
            held = target(next).size();
        }
        return ordered;
    }

    /** Where nothing is known before: the one that no other leads to. */
    private static Waiting first(List<Waiting> left, @Nullable Instant second) {
        List<Waiting> sameTime = left.stream()
                .takeWhile(signal -> Objects.equals(signal.firedAt(), second))
                .toList();
        return sameTime.stream()
                .filter(signal -> sameTime.stream()
                        .noneMatch(other -> !other.equals(signal)
                                && follows(signal, target(other).size())))
                .findFirst()
                .orElse(left.getFirst());
    }

    private static boolean follows(Waiting signal, BigDecimal held) {
        BigDecimal previous = target(signal).previous();
        return previous != null && same(previous, held);
    }

    private static Signal.Target target(Waiting signal) {
        return (Signal.Target) signal.signal().intent();
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }
}
