package dev.asterbridge.signals;

import dev.asterbridge.signals.TargetChain.Said;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signal on record that is not decided.
 *
 * @param content what is the same in a copy of it
 * @param firedAt the time its message carries
 * @param opensUntil until when something may be opened for it
 * @param expiresAt from when on nothing new is started for it
 * @param placed whether the exchange has shown an order of it
 */
record Waiting(
        String id,
        Signal signal,
        String content,
        @Nullable Instant firedAt,
        Instant receivedAt,
        Instant opensUntil,
        Instant expiresAt,
        boolean placed) {

    /** An exit of all that is held; it makes what was to be opened before it pointless. */
    boolean closes() {
        return signal.closes();
    }

    boolean isOfSameStrategy(Waiting other) {
        return signal.strategy().equals(other.signal.strategy());
    }

    boolean isTarget() {
        return signal.intent() instanceof Signal.Target;
    }

    /** A target, as its strategy said it. */
    Said said() {
        Signal.Target target = (Signal.Target) signal.intent();
        return new Said(
                id,
                target.size(),
                target.previous(),
                firedAt == null ? receivedAt : firedAt,
                firedAt == null ? content : null,
                false,
                target.entry(),
                signal.margin());
    }

    /** The same with another target, to be ordered, backed and ended as that was said to be. */
    Waiting meaning(Said newest) {
        if (newest.id().equals(id)) {
            return this;
        }
        return new Waiting(id, signal.meaning(newest), content, firedAt, receivedAt, opensUntil, expiresAt, placed);
    }
}
