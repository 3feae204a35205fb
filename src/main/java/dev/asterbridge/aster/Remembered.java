package dev.asterbridge.aster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer kept for a while, so that a dear question is not asked each time. */
final class Remembered<T> {

    private final Duration lifetime;
    private final Clock clock;
    private volatile @Nullable Memory<T> memory;

    Remembered(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** The answer, asked for anew when it is too old. */
    T get(Supplier<T> question) {
        Memory<T> known = memory;
        return known != null && age(known).compareTo(lifetime) < 0 ? known.value() : refresh(question);
    }

    /** The last answer, however old; empty when there never was one. */
    Optional<T> last() {
        return Optional.ofNullable(memory).map(Memory::value);
    }

    /** Asks anew; when that fails the last answer stays. */
    T refresh(Supplier<T> question) {
        T value = question.get();
        memory = new Memory<>(value, clock.instant());
        return value;
    }

    void forget() {
        memory = null;
    }

    /** How long ago the answer came; empty when there is none. */
    Optional<Duration> age() {
        return Optional.ofNullable(memory).map(this::age);
    }

    /** A clock that was put back makes nothing younger. */
    private Duration age(Memory<T> known) {
        return Duration.between(known.at(), clock.instant()).abs();
    }

    private record Memory<T>(T value, Instant at) {}
}
