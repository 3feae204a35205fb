package dev.asterbridge.symbols;

import dev.asterbridge.exchange.Symbol;
import java.util.Map;
import java.util.Set;

/**
 * Symbols that operators name in the settings of one room, so that what is mistyped can be told to them.
 *
 * @param byPlace the names that stand in each place; a place is a variable, or a file and a key in it
 */
public record NamedSymbols(Map<String, Set<Symbol>> byPlace) {

    public NamedSymbols {
        byPlace = Map.copyOf(byPlace);
    }
}
