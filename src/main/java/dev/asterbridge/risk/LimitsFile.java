package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Caps.Name;
import dev.asterbridge.risk.Halt.Scope;
import dev.asterbridge.settings.SettingsFile;
import dev.asterbridge.settings.SettingsFile.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Limits of single symbols and strategies, as a {@link SettingsFile} says them. */
record LimitsFile(Map<Symbol, Map<Name, String>> symbols, Map<String, Map<Name, String>> strategies) {

    static final LimitsFile EMPTY = new LimitsFile(Map.of(), Map.of());

    private static final SettingsFile FILE = new SettingsFile("LIMITS_FILE", Path.of("config", "limits.yml"), false);

    private static final List<Name> OF_SYMBOLS = List.of(
            Name.MAX_ORDER_NOTIONAL,
            Name.MAX_POSITION_NOTIONAL,
            Name.MAX_LEVERAGE,
            Name.MAX_ORDERS_PER_MINUTE,
            Name.MAX_PRICE_DEVIATION);
    private static final List<Name> OF_STRATEGIES = List.of(
            Name.MAX_ORDER_NOTIONAL,
            Name.MAX_POSITION_NOTIONAL,
            Name.MAX_LEVERAGE,
            Name.MAX_ORDERS_PER_MINUTE,
            Name.ALLOWED_SYMBOLS,
            Name.MAX_PRICE_DEVIATION);

    /**
     * The symbols it names, and where.
     *
     * @param given null or empty when nobody said which: then {@code config/limits.yml}
     */
    Map<String, Set<Symbol>> named(@Nullable String given) {
        Map<String, Set<Symbol>> named = new HashMap<>();
        String path = FILE.path(given).toString();
        named.put(path + " under symbols", symbols.keySet());
        strategies.forEach((strategy, own) -> {
            Set<Symbol> allowed = Caps.of(own).symbols();
            if (allowed != null) {
                named.put("%s under strategies.%s.allowed_symbols".formatted(path, strategy), allowed);
            }
        });
        return named;
    }

    /**
     * Reads the file.
     *
     * @param given null or empty when nobody said which: then {@code config/limits.yml}, which need not be there
     * @param complain takes one sentence per problem; what is wrong is left out
     */
    static LimitsFile read(@Nullable String given, Consumer<String> complain) {
        return FILE.read(given, complain).map(LimitsFile::of).orElse(EMPTY);
    }

    private static LimitsFile of(Part root) {
        Map<Symbol, Map<Name, String>> symbols = new TreeMap<>();
        Map<String, Map<Name, String>> strategies = new TreeMap<>();
        root.keys(Function.identity()).forEach((name, section) -> {
            switch (name) {
                case "symbols" ->
                    section.keys(Symbol::of).forEach((symbol, own) -> symbols.put(symbol, limits(own, OF_SYMBOLS)));
                case "strategies" ->
                    section.keys(LimitsFile::strategy)
                            .forEach((strategy, own) -> strategies.put(strategy, limits(own, OF_STRATEGIES)));
                default -> section.wrong("is not known; it must be symbols or strategies");
            }
        });
        return new LimitsFile(symbols, strategies);
    }

    private static Map<Name, String> limits(Part own, List<Name> allowed) {
        Map<Name, String> limits = new EnumMap<>(Name.class);
        own.keys(Function.identity()).forEach((key, value) -> {
            Name name = allowed.stream()
                    .filter(it -> it.text().equals(key))
                    .findFirst()
                    .orElse(null);
            if (name == null) {
                value.wrong(unknown(key, allowed));
            } else {
                value.value(text -> check(name, text)).ifPresent(text -> limits.put(name, text));
            }
        });
        return limits;
    }

    private static String unknown(String key, List<Name> allowed) {
        boolean ofAll = Arrays.stream(Name.values()).anyMatch(it -> it.text().equals(key));
        String names = allowed.stream().map(Name::text).collect(Collectors.joining(", "));
        return (ofAll ? "cannot be set here" : "is not known") + "; it must be one of " + names;
    }

    private static String check(Name name, String text) {
        Object unused = name.read(text);
        return text;
    }

    private static String strategy(String text) {
        return Scope.ofStrategy(text).name();
    }
}
