package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Receipt;

/** What became of one action of a message. */
sealed interface Taken {

    /** It is on record, with what is known of it. */
    record OnRecord(Receipt receipt) implements Taken {}

    /** It was not taken for what it is, such as one that is too old; another one of the message may have been. */
    record NotTaken(Problem problem) implements Taken {}
}
