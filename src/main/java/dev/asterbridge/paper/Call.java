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
        return parameters.text("symbol").map(Call::symbol);
    }

    private static Symbol symbol(String name) {
        try {
            Symbol symbol = new Symbol(name);
            if (symbol.name().equals(name)) {
                return symbol;
            }
        } catch (IllegalArgumentException e) {
            // falls through: what cannot be a symbol is as unknown as one in lower case
        }
        throw new VenueError(-1121, "Invalid symbol.");
    }
}
