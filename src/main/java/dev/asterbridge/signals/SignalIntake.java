package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.problems.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The one door for signals, wherever they come from. */
@Service
public class SignalIntake {

    private static final Logger log = LoggerFactory.getLogger(SignalIntake.class);

    private final Lanes lanes;
    private final SignalProcessor processor;
    private final SignalIds ids;
    private final MeterRegistry meters;

    SignalIntake(Lanes lanes, SignalProcessor processor, SignalIds ids, MeterRegistry meters) {
        this.lanes = lanes;
        this.processor = processor;
        this.ids = ids;
        this.meters = meters;
    }

    /**
     * Takes a signal and waits a while for its outcome.
     *
     * <p>Only what may have been sent, and an exit whose turn has not come, goes on when the wait is over. Anything else
     * is given up with a 503, so that its sender sends it again instead of believing in it.
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
        AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
        boolean taken =
                lanes.submit(signal.symbol(), id, () -> process(signal, id, stage, result), () -> drop(signal, result));
        if (!taken) {
            return count(
                    notTaken("Too many signals wait on %s, or the service is stopping".formatted(signal.symbol())));
        }
        try {
            return result.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!giveUp(signal, stage)) {
                return new SignalOutcome.Pending("Accepted; the outcome is not known yet", id);
            }
            log.atWarn()
                    .addKeyValue("event", "signal_given_up")
                    .addKeyValue("client_order_id", id.value())
                    .log(
                            "{} {} was given up before anything was sent; its sender is told",
                            signal.intent(),
                            signal.symbol());
            return notTaken("Nothing was sent yet, because the exchange is slow or another order comes first");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SignalOutcome.Pending("Accepted; the service is stopping", id);
        } catch (ExecutionException e) {
            throw new IllegalStateException("signal processing failed", e.getCause());
        }
    }

    /** Whether the signal is certain not to be sent any more; an exit that still waits for its turn is kept. */
    private static boolean giveUp(Signal signal, AtomicReference<Stage> stage) {
        return stage.compareAndSet(Stage.PLANNING, Stage.GIVEN_UP)
                || (signal.opens() && stage.compareAndSet(Stage.WAITING, Stage.GIVEN_UP));
    }

    private void process(
            Signal signal, ClientOrderId id, AtomicReference<Stage> stage, CompletableFuture<SignalOutcome> result) {
        Timer.Sample timer = Timer.start(meters);
        try {
            boolean wanted = stage.compareAndSet(Stage.WAITING, Stage.PLANNING);
            result.complete(count(
                    wanted
                            ? processor.process(signal, id, () -> stage.compareAndSet(Stage.PLANNING, Stage.SENDING))
                            : SignalProcessor.GIVEN_UP));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        } finally {
            timer.stop(meters.timer(
                    "bridge.signal.duration", "action", signal.intent().name()));
        }
    }

    /** Whoever still waits for the answer hears that nothing was sent, and sends the alert again. */
    private void drop(Signal signal, CompletableFuture<SignalOutcome> result) {
        log.atWarn()
                .addKeyValue("event", "signal_dropped")
                .addKeyValue("signal", signal.intent().name())
                .log(
                        "{} {} was still waiting when the service stopped; nothing was sent for it",
                        signal.intent(),
                        signal.symbol());
        result.complete(count(notTaken("The service is stopping and nothing was sent")));
    }

    private static SignalOutcome notTaken(String why) {
        return new SignalOutcome.Refused(new Problem(
                503, "NOT_TAKING_SIGNALS", why + "; send it again", null, Duration.ofSeconds(5), List.of()));
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

    /** How far a signal has come; from {@code SENDING} on there may be an order. */
    private enum Stage {
        WAITING,
        PLANNING,
        SENDING,
        GIVEN_UP
    }
}
