package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.util.Optional;

/** One request that was let in. */
record Call(Parameters parameters, long now) {

    /** @throws VenueError -1102 without a symbol, -1121 for one that cannot be */
    Symbol symbol() {
        return symbolIfGiven().orElseThrow(() -> Parameters.missing("symbol"));
    }

    Optional<Symbol> symbolIfGiven() {
        return parameters.symbol();
    }
}
