package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Caps.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is said of single symbols and strategies on top of the account's limits: each limit by its name, as it was said, and
 * only what was said.
 */
public record OwnLimits(Map<Symbol, Map<String, String>> symbols, Map<String, Map<String, String>> strategies) {

    static OwnLimits of(LimitsFile file) {
        return new OwnLimits(said(file.symbols()), said(file.strategies()));
    }

    private static <K extends Comparable<K>> Map<K, Map<String, String>> said(Map<K, Map<Name, String>> limits) {
        Map<K, Map<String, String>> said = new TreeMap<>();
        limits.forEach((whose, own) -> {
            Map<String, String> all = Caps.of(own).texts();
            Map<String, String> texts = new LinkedHashMap<>();
            own.keySet().forEach(name -> texts.put(name.text(), all.get(name.text())));
            said.put(whose, texts);
        });
        return said;
    }
}
