package dev.asterbridge.aster;

import dev.asterbridge.aster.CallFailed.Again;
import dev.asterbridge.exchange.ExchangeUnavailable;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again, where asking twice does no harm: reads, and settings that end up the same. The only place that does.
 *
 * <p>Waits twice as long each time, or as long as the exchange says. A nonce or time the exchange did not like is tried
 * once more after measuring its clock.
 */
final class AsterRetry {

    private static final Logger log = LoggerFactory.getLogger(AsterRetry.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Duration delay;
    private final Runnable synchroniseClock;
    private final Retry later;
    private final Retry afterClockSync;

    AsterRetry(int maxRetries, Duration delay, Runnable synchroniseClock) {
        this.delay = delay;
        this.synchroniseClock = synchroniseClock;
        this.later = Retry.of(
                "aster",
                RetryConfig.<Object>custom()
                        .maxAttempts(maxRetries + 1)
                        .retryOnException(AsterRetry::mayPassLater)
                        .intervalBiFunction((attempt, outcome) -> waitFor(attempt, outcome))
                        .build());
        this.afterClockSync = Retry.of(
                "aster-clock",
                RetryConfig.<Object>custom()
                        .maxAttempts(2)
                        .retryOnException(failure -> again(failure) == Again.AFTER_CLOCK_SYNC)
                        .intervalBiFunction((attempt, outcome) -> 0L)
                        .build());
        afterClockSync.getEventPublisher().onRetry(event -> synchronise(synchroniseClock));
        later.getEventPublisher()
                .onRetry(event -> log.atDebug()
                        .addKeyValue("event", "exchange_retry")
                        .addKeyValue("attempt", event.getNumberOfRetryAttempts())
                        .addKeyValue("wait_ms", event.getWaitInterval().toMillis())
                        .log("Asking the exchange again"));
    }

    /** For those who ask again by themselves, and have other things to do meanwhile. */
    AsterRetry once() {
        return new AsterRetry(0, delay, synchroniseClock);
    }

    /** Answers the question, asking more than once if need be; throws {@link CallFailed} when nothing helped. */
    <T> T untilAnswered(Supplier<T> question) {
        return afterClockSync.executeSupplier(() -> later.executeSupplier(question));
    }

    /** The same for the ports, which know no {@link CallFailed}. */
    <T> T read(Supplier<T> question) {
        try {
            return untilAnswered(question);
        } catch (CallFailed failure) {
            throw new ExchangeUnavailable(failure.refusal());
        }
    }

    /** How long to wait after the given failed attempt, the first being 1. */
    Duration waitAfter(int attempt, CallFailed failure) {
        Duration told = failure.refusal().retryAfter();
        if (told != null) {
            return told;
        }
        Duration doubled = delay.multipliedBy(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    private long waitFor(int attempt, Either<Throwable, Object> outcome) {
        return outcome.getLeft() instanceof CallFailed failure
                ? waitAfter(attempt, failure).toMillis()
                : 0;
    }

    private static boolean mayPassLater(Throwable failure) {
        if (!(failure instanceof CallFailed call) || call.again() != Again.LATER) {
            return false;
        }
        Duration told = call.refusal().retryAfter();
        return told == null || told.compareTo(LONGEST_WAIT) <= 0;
    }

    private static Again again(Throwable failure) {
        return failure instanceof CallFailed call ? call.again() : Again.NO;
    }

    private static void synchronise(Runnable synchroniseClock) {
        try {
            synchroniseClock.run();
        } catch (CallFailed failure) {
            log.atWarn()
                    .addKeyValue("event", "clock_sync_failed")
                    .log("The exchange's clock could not be read: {}", failure.getMessage());
        }
    }
}
