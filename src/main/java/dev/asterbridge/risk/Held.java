package dev.asterbridge.risk;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;

/** Where a position is, or could come to be. */
public record Held(Symbol symbol, PositionSide side) {

    /** Reads what {@link #toString} wrote. */
    static Held of(String text) {
        String[] parts = text.split("/", 2);
        return new Held(new Symbol(parts[0]), PositionSide.valueOf(parts[1]));
    }

    @Override
    public String toString() {
        return symbol + "/" + side;
    }
}
