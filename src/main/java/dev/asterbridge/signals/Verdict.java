package dev.asterbridge.signals;

import java.util.Locale;

/** What became of a signal in the end. */
enum Verdict {
    /** The exchange has an order for it. */
    EXECUTED,
    /** It could not be done, or the exchange did not want it. */
    REFUSED,
    /** It could not be done in time. */
    EXPIRED,
    /** A later exit made it pointless. */
    SUPERSEDED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
