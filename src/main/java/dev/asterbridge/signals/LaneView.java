package dev.asterbridge.signals;

import dev.asterbridge.orders.LiveAttempt;
import java.util.List;
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

    /** Whether a request of that signal is not proven. */
    boolean isLive(Waiting signal) {
        return live.stream().anyMatch(attempt -> attempt.leg().signalId().equals(signal.id()));
    }
}
