package dev.asterbridge.proof;

import java.util.Optional;

/** What the stand-in does with what it is asked; many threads ask at once. */
interface Script {

    /** Everything goes well. */
    Script CALM = post -> Fault.none();

    /** Moments at which somebody may want to pull the plug; the stand-in waits for {@link #reached} to return. */
    enum Moment {
        RECEIVED,
        EXECUTED,
        HALF_ANSWERED
    }

    /** Decides an order request, once for each. */
    Fault onOrder(Ledger.Post post);

    /** Another answer to a question; empty for the proper one. */
    default Optional<Answer> onRead(String path) {
        return Optional.empty();
    }

    default void reached(Moment moment, Ledger.Post post) {}
}
