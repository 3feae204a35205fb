package dev.asterbridge.signals;

import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one lane.
 *
 * @param live requests of which it is not proven what became of them
 * @param waiting signals that are not decided, in the order of their arrival
 * @param owner the instance that works on it
 * @param frozen why nothing new may be opened; absent when it may
 * @param guarded whether something should be ended, or rests only for so long
 * @param targets what each strategy said last that it holds
 */
record LaneView(
        List<LiveAttempt> live,
        List<Waiting> waiting,
        @Nullable String owner,
        long epoch,
        @Nullable String frozen,
        boolean guarded,
        Map<String, Standing> targets) {

    boolean isIdle() {
        return live.isEmpty() && waiting.isEmpty() && !guarded;
    }

    boolean isFirst(Waiting signal) {
        return waiting.getFirst().id().equals(signal.id());
    }

    /** The close that came after the signal and went first, so that the signal must not open anything any more. */
    Optional<Waiting> closedAfter(Waiting signal) {
        return signal.placed() || !signal.signal().opens()
                ? Optional.empty()
                : waiting.stream()
                        .dropWhile(other -> !other.equals(signal))
                        .filter(other -> other.closes() && other.placed() && other.isOfSameStrategy(signal))
                        .findFirst();
    }

    /** Targets that wait beside the signal and were not begun, up to where something else of the strategy comes. */
    List<Waiting> targetsWith(Waiting signal) {
        List<Waiting> ofStrategy =
                waiting.stream().filter(other -> other.isOfSameStrategy(signal)).toList();
        int at = ofStrategy.indexOf(signal);
        Stream<Waiting> before = ofStrategy.subList(0, at).reversed().stream().takeWhile(Waiting::isTarget);
        Stream<Waiting> after = ofStrategy.stream().skip(at).takeWhile(Waiting::isTarget);
        return Stream.concat(before.toList().reversed().stream(), after)
                .filter(other -> !isBegun(other))
                .toList();
    }

    /** Targets of the signal's strategy, itself among them, for which something was ordered. */
    List<Waiting> targetsBegunWith(Waiting signal) {
        return waiting.stream()
                .filter(other -> other.isOfSameStrategy(signal) && other.isTarget() && isBegun(other))
                .toList();
    }

    private boolean isBegun(Waiting signal) {
        return signal.placed() || isLive(signal);
    }

    /** Whether a request of that signal is not proven. */
    boolean isLive(Waiting signal) {
        return live.stream().anyMatch(attempt -> attempt.leg().signalId().equals(signal.id()));
    }
}
