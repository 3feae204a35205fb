package dev.asterbridge.aster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchange's time, as far as we can tell: our clock plus the offset measured last. */
final class AsterClock {

    private static final int SAMPLES = 3;

    private final Clock clock;
    private volatile @Nullable Measurement last;
    private volatile boolean trusted = true;

    AsterClock(Clock clock) {
        this.clock = clock;
    }

    /** The exchange's time; our own until it was measured. */
    Instant now() {
        Measurement measured = last;
        Instant ours = clock.instant();
        return measured == null ? ours : ours.plus(measured.offset());
    }

    /** Exchange time minus ours. */
    Optional<Duration> skew() {
        return Optional.ofNullable(last).map(Measurement::offset);
    }

    /** How far the exchange's clock is from ours, in words: {@code 3 ms behind ours}. */
    String skewInWords() {
        return skew().map(Duration::toMillis)
                .map(ahead -> "%d ms %s ours".formatted(Math.abs(ahead), ahead < 0 ? "behind" : "ahead of"))
                .orElse("not yet compared with ours");
    }

    /** Asks for the exchange's time a few times and keeps the answer that came back fastest. */
    void synchronise(Supplier<Instant> exchangeTime) {
        Measurement best = measure(exchangeTime);
        for (int i = 1; i < SAMPLES; i++) {
            Measurement next = measure(exchangeTime);
            best = next.roundTrip().compareTo(best.roundTrip()) < 0 ? next : best;
        }
        last = best;
        trusted = true;
    }

    /** Asks once; what was measured before stays unless it contradicts the answer, for it may be the finer one. */
    Instant check(Supplier<Instant> exchangeTime) {
        Measurement next = measure(exchangeTime);
        Measurement known = last;
        if (known == null || !next.allows(known.offset())) {
            last = next;
        }
        return next.theirs();
    }

    /** Says that the exchange did not like our time. */
    void distrust() {
        trusted = false;
    }

    /** Whether the last measurement is older than that, or was doubted since, or our clock was put back since. */
    boolean isOlderThan(Duration age) {
        Measurement measured = last;
        return measured == null
                || !trusted
                || Duration.between(measured.at(), clock.instant()).abs().compareTo(age) > 0;
    }

    private Measurement measure(Supplier<Instant> exchangeTime) {
        Instant before = clock.instant();
        Instant theirs = exchangeTime.get();
        Instant after = clock.instant();
        Duration roundTrip = Duration.between(before, after);
        Instant middle = before.plus(roundTrip.dividedBy(2));
        return new Measurement(theirs, Duration.between(middle, theirs), roundTrip.abs(), after);
    }

    private record Measurement(Instant theirs, Duration offset, Duration roundTrip, Instant at) {

        /** The true offset is at most half the round trip away; the exchange counts in whole milliseconds. */
        boolean allows(Duration other) {
            Duration bound = roundTrip.dividedBy(2).plusMillis(1);
            return offset.minus(other).abs().compareTo(bound) <= 0;
        }
    }
}
