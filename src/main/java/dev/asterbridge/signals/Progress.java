package dev.asterbridge.signals;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far work on a signal came. */
sealed interface Progress {

    /**
     * It is done with, one way or the other.
     *
     * @param ends how what is held is to end from now on; absent where that stays as it is
     */
    record Decided(
            Verdict verdict,
            SignalOutcome outcome,
            @Nullable Ends ends) implements Progress {

        Decided(Verdict verdict, SignalOutcome outcome) {
            this(verdict, outcome, null);
        }

        Decided with(@Nullable Ends ends) {
            return new Decided(verdict, outcome, ends);
        }
    }

    /**
     * Nothing was ordered, and it may go better later.
     *
     * @param atLeast how long to wait, where that is known
     */
    record Later(String why, @Nullable Duration atLeast) implements Progress {}

    /** It has to wait for its turn, or until an earlier order is proven. */
    record InTurn() implements Progress {}

    /** A request may have been sent; it is to be looked up. */
    record Unproven() implements Progress {}

    /** An order is done, and another one has to follow. */
    record More() implements Progress {}

    /** What is held has to be compared with the journal first. */
    record Unexplained() implements Progress {}
}
