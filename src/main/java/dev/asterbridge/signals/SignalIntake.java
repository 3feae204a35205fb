package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.problems.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The one door for signals, wherever they come from. */
@Service
public class SignalIntake {

    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(SignalIntake.class);

    private final Lanes lanes;
    private final SignalProcessor processor;
    private final SignalIds ids;
    private final Clock clock;
    private final MeterRegistry meters;

    SignalIntake(Lanes lanes, SignalProcessor processor, SignalIds ids, Clock clock, MeterRegistry meters) {
        this.lanes = lanes;
        this.processor = processor;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes a signal and waits a while for its outcome.
     *
     * @param wait how long; what is not finished by then is {@link SignalOutcome.Pending} and goes on
     */
    public SignalOutcome accept(Signal signal, Duration wait) {
        ClientOrderId id = ids.next();
        log.atInfo()
                .addKeyValue("event", "signal_accepted")
                .addKeyValue("signal", signal.intent().name())
                .addKeyValue("symbol", signal.symbol().name())
                .addKeyValue("client_order_id", id.value())
                .log("Taken: {} {}", signal.intent(), signal.symbol());
        CompletableFuture<SignalOutcome> result = new CompletableFuture<>();
        Instant stale = clock.instant().plus(FRESH);
        boolean taken =
                lanes.submit(signal.symbol(), id, () -> process(signal, id, stale, result), () -> drop(signal, result));
        if (!taken) {
            return count(
                    notTaken("Too many signals wait on %s, or the service is stopping".formatted(signal.symbol())));
        }
        try {
            return count(result.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return count(new SignalOutcome.Pending("Accepted; the outcome is not known yet", id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return count(new SignalOutcome.Pending("Accepted; the service is stopping", id));
        } catch (ExecutionException e) {
            throw new IllegalStateException("signal processing failed", e.getCause());
        }
    }

    private void process(Signal signal, ClientOrderId id, Instant stale, CompletableFuture<SignalOutcome> result) {
        Timer.Sample timer = Timer.start(meters);
        try {
            boolean tooLate = signal.opens() && clock.instant().isAfter(stale);
            result.complete(tooLate ? expired(signal) : processor.process(signal, id));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        } finally {
            timer.stop(meters.timer(
                    "bridge.signal.duration", "action", signal.intent().name()));
        }
    }

    /** Whoever still waits for the answer hears that nothing was sent, and sends the alert again. */
    private static void drop(Signal signal, CompletableFuture<SignalOutcome> result) {
        log.atWarn()
                .addKeyValue("event", "signal_dropped")
                .addKeyValue("signal", signal.intent().name())
                .log(
                        "{} {} was still waiting when the service stopped; nothing was sent for it",
                        signal.intent(),
                        signal.symbol());
        result.complete(notTaken("The service is stopping and nothing was sent"));
    }

    private static SignalOutcome notTaken(String why) {
        return new SignalOutcome.Refused(new Problem(
                503, "NOT_TAKING_SIGNALS", why + "; send it again", null, Duration.ofSeconds(5), List.of()));
    }

    /** What was true a minute ago is no reason to open a position now; an exit is never too late. */
    private static SignalOutcome expired(Signal signal) {
        Problem problem = Problem.of(
                422,
                "SIGNAL_EXPIRED",
                "%s waited over %d seconds behind another order on %s and was dropped"
                        .formatted(signal.intent(), FRESH.toSeconds(), signal.symbol()));
        log.atWarn()
                .addKeyValue("event", "signal_refused")
                .addKeyValue("error", problem.error())
                .log(problem.detail());
        return new SignalOutcome.Refused(problem);
    }

    private SignalOutcome count(SignalOutcome outcome) {
        String name = switch (outcome) {
            case SignalOutcome.Executed ignored -> "executed";
            case SignalOutcome.Refused ignored -> "refused";
            case SignalOutcome.Pending ignored -> "pending";
        };
        meters.counter("bridge.alerts", "outcome", name).increment();
        return outcome;
    }
}
