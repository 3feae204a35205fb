package dev.asterbridge.health;

import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.ExchangeConnection.Check;
import dev.asterbridge.exchange.ExchangeConnection.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs the self-test of the line, one at a time and not too often: it costs request weight. */
@Component
class SelfTest {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final ExchangeConnection connection;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Report last;

    SelfTest(ExchangeConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** A fresh run, or the last one when that was only seconds ago. */
    Report report() {
        lock.lock();
        try {
            Report known = last;
            if (known != null
                    && Duration.between(known.timestamp(), clock.instant())
                                    .abs()
                                    .compareTo(PAUSE)
                            < 0) {
                return known;
            }
            List<Check> checks = connection.selfTest();
            Report fresh = new Report(
                    word(worst(checks)),
                    clock.instant(),
                    checks.stream().map(Step::of).toList());
            last = fresh;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private static Result worst(List<Check> checks) {
        return checks.stream().map(Check::result).max(Comparator.naturalOrder()).orElse(Result.FAILED);
    }

    private static String word(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /**
     * One run.
     *
     * @param status the worst result of all steps: ok, warning or failed
     */
    record Report(String status, Instant timestamp, List<Step> checks) {}

    /**
     * One step.
     *
     * @param access {@code public} or {@code signed}
     * @param status the HTTP status; 0 when there was no answer
     */
    record Step(String name, String path, String access, int status, String result, long durationMs, String summary) {

        static Step of(Check check) {
            return new Step(
                    check.name(),
                    check.path(),
                    check.signed() ? "signed" : "public",
                    check.status(),
                    word(check.result()),
                    check.took().toMillis(),
                    check.summary());
        }
    }
}
