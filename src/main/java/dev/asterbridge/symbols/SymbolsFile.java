package dev.asterbridge.symbols;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.settings.SettingsFile;
import dev.asterbridge.settings.SettingsFile.Part;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the book of symbols from its {@link SettingsFile}: under each symbol its leverage, margin type and aliases. */
final class SymbolsFile {

    private static final SettingsFile FILE = new SettingsFile("SYMBOLS_FILE", Path.of("config", "symbols.yml"), false);

    private final Map<Symbol, MarginTerms> terms = new HashMap<>();
    private final Map<Symbol, Symbol> aliases = new HashMap<>();

    private SymbolsFile() {}

    /** Where what the book says of symbols stands; aliases need not be listed. */
    static NamedSymbols named(@Nullable String given, SymbolBook book) {
        return new NamedSymbols(Map.of(FILE.path(given).toString(), book.terms().keySet()));
    }

    /**
     * Reads the file.
     *
     * @param given null or empty when nobody said which: then {@code config/symbols.yml}, which need not be there
     * @param complain takes one sentence per problem; what is wrong is left out
     */
    static SymbolBook read(@Nullable String given, Consumer<String> complain) {
        SymbolsFile file = new SymbolsFile();
        FILE.read(given, complain).ifPresent(file::take);
        return new SymbolBook(file.terms, file.aliases);
    }

    private void take(Part root) {
        Map<Symbol, Part> symbols = root.keys(Symbol::of);
        symbols.forEach((symbol, own) -> {
            Map<String, Part> keys = own.keys(Function.identity());
            Integer leverage = read(keys.remove("leverage"), MarginTerms::leverage);
            MarginType marginType = read(keys.remove("margin_type"), MarginType::of);
            Part others = keys.remove("aliases");
            terms.put(symbol, new MarginTerms(leverage, marginType));
            if (others != null) {
                others.values().forEach(alias -> alias.value(text -> alias(text, symbol, symbols)));
            }
            keys.values()
                    .forEach(
                            unknown -> unknown.wrong("is not known; it must be one of leverage, margin_type, aliases"));
        });
    }

    private static <T> @Nullable T read(@Nullable Part part, Function<String, T> reading) {
        return part == null ? null : part.value(reading).orElse(null);
    }

    private Symbol alias(String text, Symbol meant, Map<Symbol, Part> symbols) {
        Symbol alias = Symbol.of(text);
        if (symbols.containsKey(alias)) {
            throw new IllegalArgumentException("must be another name: %s is a symbol of this file".formatted(alias));
        }
        Symbol other = aliases.putIfAbsent(alias, meant);
        if (other != null) {
            throw new IllegalArgumentException(
                    "must be there once: %s is an alias of %s already".formatted(alias, other));
        }
        return alias;
    }
}
