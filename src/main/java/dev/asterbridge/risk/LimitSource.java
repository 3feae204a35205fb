package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import org.jspecify.annotations.Nullable;

/** Where limits come from. */
interface LimitSource {

    /** What stands for everything together. */
    Caps account();

    /**
     * What an order has to keep.
     *
     * @param strategy absent for the unnamed one
     */
    Limits limitsFor(Symbol symbol, @Nullable String strategy);
}
