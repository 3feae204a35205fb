package dev.asterbridge.webhook;

import dev.asterbridge.signals.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A way to say what is to be done, known by its fields.
 *
 * <p>Each has a file of its own, which begins with the table of its documented fields. The house's own two are tried last;
 * another one is found by being a component.
 */
interface Dialect {

    /** What it is called in answers and documents. */
    String name();

    /** Whether a message has a field, or a word in one, by which this dialect is known. */
    boolean speaks(Fields fields);

    /** What the message asks for. Absent only where a fault was noted; fields that it does not touch become faults. */
    @Nullable
    Signal translate(Fields fields);
}
