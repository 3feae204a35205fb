package dev.asterbridge.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an order is for.
 *
 * @param role which of the exits of its signal it is; empty for what the signal itself asked for
 * @param exits what should end the position that it opens, in the words of whoever sees to that; absent where nothing was said
 * @param cancelAt when it is to be cancelled if it still rests, by the exchange's clock; never if absent
 */
public record Purpose(
        String role, @Nullable String exits, @Nullable Instant cancelAt) {

    /** An order that is asked for, and nothing else. */
    public static final Purpose ASKED = new Purpose("", null, null);

    /** One of a signal's exits. */
    public static Purpose exit(String role) {
        return new Purpose(role, null, null);
    }
}
