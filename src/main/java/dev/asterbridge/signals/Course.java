package dev.asterbridge.signals;

import dev.asterbridge.signals.TargetChain.Said;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done next about the targets of one strategy that wait. All but the newest are let go, one at a time. */
sealed interface Course {

    /** Which of them. */
    Waiting signal();

    /** What seems to be missing before it. */
    @Nullable
    Gap gap();

    /** What the strategy said last, once this is done; absent where that is as it was. */
    @Nullable
    Standing standing();

    /** Something is missing between what was said and what was said next. */
    record Gap(BigDecimal known, BigDecimal said) {}

    /**
     * It is not ordered: its strategy has said something newer.
     *
     * @param standing as it was, but of a second that is not before this one's: what comes of that second, or of an earlier
     *     one, must not be taken for something that simply goes on
     */
    record LetGo(
            Waiting signal,
            @Nullable Gap gap,
            String byId,
            @Nullable Standing standing) implements Course {}

    /**
     * It is carried out.
     *
     * @param signal with the target that its strategy means by now: it may have closed the gap before one that was taken for
     *     older until it came
     * @param newest what its strategy has said last
     */
    record CarryOut(Waiting signal, @Nullable Gap gap, Said newest) implements Course {

        @Override
        public Standing standing() {
            return new Standing(newest.target(), newest.previous(), newest.at(), newest.id(), gap != null);
        }
    }

    /**
     * What is to be done about a target.
     *
     * @param signal a target that could be worked on now
     * @param last what its strategy said last and was carried out
     * @param onRecord what its strategy said, in the order of arrival; asked for only where it matters
     */
    static Course of(Waiting signal, LaneView view, @Nullable Standing last, Supplier<List<Said>> onRecord) {
        List<Waiting> beside = view.targetsWith(signal);
        List<Waiting> begun = view.targetsBegunWith(signal);
        boolean isBegun = begun.contains(signal);
        if ((isBegun ? begun : Stream.concat(begun.stream(), beside.stream()).toList()).size() == 1
                && isPlain(signal.said(), last)) {
            return new CarryOut(signal, null, signal.said());
        }
        Set<String> waiting = new HashSet<>(isBegun ? List.of() : ids(beside));
        Set<String> counted = new HashSet<>(ids(begun));
        counted.addAll(waiting);
        List<Said> known = onRecord.get().stream()
                .filter(said -> said.decided() || counted.contains(said.id()))
                .toList();
        List<Said> ordered = TargetChain.inOrder(before(known, last), known);
        Said newest = ordered.getLast();
        if (isBegun) {
            return new CarryOut(signal.meaning(newest), null, newest);
        }
        List<Said> open =
                ordered.stream().filter(said -> waiting.contains(said.id())).toList();
        Said oldest = open.getFirst();
        Waiting first = beside.stream()
                .filter(it -> it.id().equals(oldest.id()))
                .findFirst()
                .orElseThrow();
        Gap gap = gap(oldest, ordered, last);
        // To hold nothing is what the close was for, which may have left something.
        if (last != null && last.hasClosed(newest) && newest.target().signum() != 0) {
            Standing standing = last.saying(newest.target());
            return new LetGo(first, gap, last.signalId(), standing);
        }
        boolean isSettled = !waiting.contains(newest.id())
                && (!newest.decided() || (last != null && last.signalId().equals(newest.id())));
        return open.size() > 1 || isSettled
                ? new LetGo(first, gap, newest.id(), last == null ? null : last.notBefore(oldest.at()))
                : new CarryOut(first.meaning(newest), gap, newest);
    }

    /** Whether it simply goes on from what was said last. */
    private static boolean isPlain(Said said, @Nullable Standing last) {
        return last != null
                && last.firedAt() != null
                && said.second() > last.firedAt().getEpochSecond()
                && (said.previous() == null || last.isFollowedBy(said));
    }

    /** What was held before all that is known; where that is not on record any more, what was said last. */
    private static @Nullable BigDecimal before(List<Said> known, @Nullable Standing last) {
        if (last == null || last.firedAt() == null) {
            return null;
        }
        long second = last.firedAt().getEpochSecond();
        boolean isAmong = known.stream().anyMatch(said -> said.id().equals(last.signalId()) || said.second() <= second);
        return isAmong ? null : last.said();
    }

    private static @Nullable Gap gap(Said said, List<Said> ordered, @Nullable Standing last) {
        int at = ordered.indexOf(said);
        boolean isOlder =
                last != null && ordered.stream().skip(at).anyMatch(it -> it.id().equals(last.signalId()));
        BigDecimal known = at > 0 ? ordered.get(at - 1).target() : last == null ? null : last.said();
        BigDecimal previous = said.previous();
        boolean isClosed = last != null && last.closed() != null && said.follows(last.target());
        if (isOlder || known == null || previous == null || said.follows(known) || isClosed) {
            return null;
        }
        boolean isRepeat = at > 0 && said.repeats(ordered.get(at - 1));
        return isRepeat ? null : new Gap(known, previous);
    }

    private static List<String> ids(List<Waiting> signals) {
        return signals.stream().map(Waiting::id).toList();
    }
}
