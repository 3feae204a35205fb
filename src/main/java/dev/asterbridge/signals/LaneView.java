package dev.asterbridge.signals;

import dev.asterbridge.orders.LiveAttempt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one lane.
 *
 * @param live requests of which it is not proven what became of them
 * @param waiting signals that are not decided, in the order of their arrival
 * @param owner the instance that works on it
 * @param frozen why nothing new may be opened; absent when it may
 */
record LaneView(
        List<LiveAttempt> live,
        List<Waiting> waiting,
        @Nullable String owner,
        long epoch,
        @Nullable String frozen) {

    boolean isIdle() {
        return live.isEmpty() && waiting.isEmpty();
    }

    boolean isFirst(Waiting signal) {
        return waiting.getFirst().equals(signal);
    }

    /** The close that came after the signal and went first, so that the signal must not open anything any more. */
    Optional<Waiting> closedAfter(Waiting signal) {
        return signal.placed() || !signal.signal().opens()
                ? Optional.empty()
                : waiting.stream()
                        .dropWhile(other -> !other.equals(signal))
                        .filter(other -> other.closes() && other.placed())
                        .findFirst();
    }

    /** Whether a request of that signal is not proven. */
    boolean isLive(Waiting signal) {
        return live.stream().anyMatch(attempt -> attempt.leg().signalId().equals(signal.id()));
    }
}
