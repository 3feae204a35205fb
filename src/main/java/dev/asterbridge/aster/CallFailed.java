package dev.asterbridge.aster;

import dev.asterbridge.exchange.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request did not succeed; inside this room only. Carries no stack: what matters is in the refusal. */
final class CallFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whether asking again may help, for what may be asked twice. */
    enum Again {
        NO,
        LATER,
        AFTER_CLOCK_SYNC
    }

    private final transient Refusal refusal;
    private final boolean notExecuted;
    private final Again again;
    private final int status;

    /**
     * Says what happened.
     *
     * @param notExecuted whether the request certainly had no effect
     * @param status the HTTP status; 0 when there was no answer
     */
    CallFailed(Refusal refusal, boolean notExecuted, Again again, int status) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
        this.notExecuted = notExecuted;
        this.again = again;
        this.status = status;
    }

    /** Kept back by this service itself. */
    static CallFailed heldBack(String text, @Nullable Duration retryAfter) {
        Refusal refusal = new Refusal(Refusal.Reason.RATE_LIMITED, null, "NOT SENT: " + text, null, retryAfter);
        return new CallFailed(refusal, true, Again.NO, 0);
    }

    static CallFailed notSent(String why) {
        return new CallFailed(Refusal.of(Refusal.Reason.UNREACHABLE, "NOT SENT: " + why), true, Again.LATER, 0);
    }

    static CallFailed lost(Reply.Lost reply) {
        Refusal.Reason reason = reply.timedOut() ? Refusal.Reason.TOO_SLOW : Refusal.Reason.UNREACHABLE;
        return new CallFailed(Refusal.of(reason, reply.why()), false, Again.LATER, 0);
    }

    /** A success that cannot be read. */
    static CallFailed unreadable(int status, String what) {
        Refusal refusal = Refusal.of(Refusal.Reason.UNREACHABLE, "HTTP %d, but %s".formatted(status, what));
        return new CallFailed(refusal, false, Again.LATER, status);
    }

    Refusal refusal() {
        return refusal;
    }

    boolean notExecuted() {
        return notExecuted;
    }

    Again again() {
        return again;
    }

    int status() {
        return status;
    }

    boolean hasCode(int code) {
        Integer ours = refusal.code();
        return ours != null && ours == code;
    }
}
