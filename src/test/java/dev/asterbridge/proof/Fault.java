package dev.asterbridge.proof;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens to one order request.
 *
 * @param executes whether the order is executed; otherwise the exchange refuses it for want of margin
 * @param executesAfter how long the request is queued before that; the answer does not wait for it
 * @param hiddenFor for how long after its execution no question shows the order
 * @param delivery how often the request arrives
 * @param answering what comes back
 */
record Fault(boolean executes, Duration executesAfter, Duration hiddenFor, Delivery delivery, Answering answering) {

    /** A proxy on the way may repeat what it was given, and pass on either answer. */
    enum Delivery {
        ONCE,
        TWICE_FIRST_ANSWER,
        TWICE_LAST_ANSWER
    }

    /** What comes back, whatever the exchange did. */
    sealed interface Answering {

        /** How long nothing comes back where the exchange's own answer never does; empty where it does, be it late. */
        default Optional<Duration> lostAfter() {
            return Optional.of(Duration.ZERO);
        }
    }

    /** The exchange's own answer. */
    record Normally() implements Answering {

        @Override
        public Optional<Duration> lostAfter() {
            return Optional.empty();
        }
    }

    /** Something else. */
    record Instead(Answer answer) implements Answering {}

    /** Nothing, and the connection stays open for so long. */
    record Silence(Duration length) implements Answering {

        @Override
        public Optional<Duration> lostAfter() {
            return Optional.of(length);
        }
    }

    /** The exchange's own answer, too late. */
    record Late(Duration by) implements Answering {

        @Override
        public Optional<Duration> lostAfter() {
            return Optional.empty();
        }
    }

    /** The first bytes of the exchange's own answer, then the end of the connection, or its reset. */
    record Cut(int at, boolean reset) implements Answering {}

    /** The exchange's own answer with its JSON broken off, in an otherwise proper response. */
    record BrokenJson() implements Answering {}

    /** An answer about another order. */
    record OtherOrder() implements Answering {}

    static Fault none() {
        return executed(new Normally());
    }

    static Fault executed(Answering answering) {
        return new Fault(true, Duration.ZERO, Duration.ZERO, Delivery.ONCE, answering);
    }

    static Fault refused(Answering answering) {
        return new Fault(false, Duration.ZERO, Duration.ZERO, Delivery.ONCE, answering);
    }

    Fault executedAfter(Duration wait) {
        return new Fault(executes, wait, hiddenFor, delivery, answering);
    }

    Fault hiddenFor(Duration length) {
        return new Fault(executes, executesAfter, length, delivery, answering);
    }

    Fault delivered(Delivery how) {
        return new Fault(executes, executesAfter, hiddenFor, how, answering);
    }
}
