package dev.asterbridge.protection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one look at the protection of a symbol came to. */
public sealed interface Look {

    /** Something was done, or tried; look again. */
    record Acted() implements Look {}

    /**
     * There is nothing to do now.
     *
     * @param again when to look again, if nothing happens before; absent when nothing has to be watched
     */
    record Idle(@Nullable Duration again) implements Look {}

    /** What is held has to be compared with the journal first: the exchange says that there is nothing to end. */
    record Unexplained() implements Look {}
}
