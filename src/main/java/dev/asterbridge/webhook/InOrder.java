package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.SignalIntake;
import dev.asterbridge.signals.SignalOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts the actions of one message on record in their order, and waits for what becomes of them all together. */
final class InOrder {

    private final SignalIntake intake;

    InOrder(SignalIntake intake) {
        this.intake = intake;
    }

    /**
     * Takes them all.
     *
     * @param wait for all of them
     * @throws ProblemException 503 when one is not certain to be on record; its sender should send the message again, and
     *     those that are on record are then copies
     */
    List<Taken> take(List<Alert> alerts, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        List<Taken> taken = new ArrayList<>();
        try {
            alerts.forEach(alert -> taken.add(take(alert)));
        } catch (RuntimeException e) {
            // The answer will leave, but it does not tell of these: what comes again is the same all the same.
            receipts(taken).forEach(receipt -> intake.answered(receipt.id(), false));
            throw e;
        }
        return taken.stream().map(each -> await(each, end)).toList();
    }

    private Taken take(Alert alert) {
        try {
            return new Taken.OnRecord(intake.accept(alert, Duration.ZERO));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.status() >= 500) {
                throw e;
            }
            return new Taken.NotTaken(problem);
        }
    }

    private Taken await(Taken taken, long end) {
        if (taken instanceof Taken.OnRecord it && it.receipt().outcome() instanceof SignalOutcome.Pending) {
            Receipt receipt = it.receipt();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            SignalOutcome outcome = intake.await(receipt.id(), left);
            return new Taken.OnRecord(new Receipt(receipt.id(), outcome, receipt.duplicate(), receipt.identifiedBy()));
        }
        return taken;
    }

    static List<Receipt> receipts(List<Taken> taken) {
        List<Receipt> receipts = new ArrayList<>();
        for (Taken each : taken) {
            if (each instanceof Taken.OnRecord it) {
                receipts.add(it.receipt());
            }
        }
        return receipts;
    }
}
