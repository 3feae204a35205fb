package dev.asterbridge.symbols;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Symbol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of single symbols.
 *
 * @param terms how each is to be backed, where that was said
 * @param aliases names under which alerts may come, and the symbols that are meant; none is a symbol of the book
 */
public record SymbolBook(Map<Symbol, MarginTerms> terms, Map<Symbol, Symbol> aliases) {

    /** Nobody said anything. */
    public static final SymbolBook EMPTY = new SymbolBook(Map.of(), Map.of());

    public SymbolBook {
        terms = Map.copyOf(terms);
        aliases = Map.copyOf(aliases);
    }

    /** How the symbol is to be backed. */
    public MarginTerms termsOf(Symbol symbol) {
        return terms.getOrDefault(symbol, MarginTerms.NONE);
    }

    /** The symbol that this is another name of; absent when it is none. */
    public @Nullable Symbol meantBy(Symbol name) {
        return aliases.get(name);
    }
}
