package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Caps.Name;
import dev.asterbridge.risk.Limits.Own;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits as the settings and the file say them. */
final class ConfiguredLimits implements LimitSource {

    private final Caps account;
    private final Own everywhere;
    private final Map<Symbol, Own> symbols = new HashMap<>();
    private final Map<String, Own> strategies = new HashMap<>();

    ConfiguredLimits(Map<Name, String> account, LimitsFile file) {
        this.account = Caps.of(account);
        this.everywhere = new Own("the account", this.account);
        file.symbols().forEach((symbol, own) -> {
            Map<Name, String> both = new EnumMap<>(Name.class);
            both.putAll(account);
            both.putAll(own);
            symbols.put(symbol, new Own(symbol.name(), Caps.of(both)));
        });
        file.strategies()
                .forEach((strategy, own) -> strategies.put(strategy, new Own("strategy " + strategy, Caps.of(own))));
    }

    @Override
    public Caps account() {
        return account;
    }

    @Override
    public Limits limitsFor(Symbol symbol, @Nullable String strategy) {
        Own own = strategy == null ? null : strategies.get(strategy);
        return new Limits(
                account,
                symbols.getOrDefault(symbol, everywhere),
                own == null ? new Own("no strategy", Caps.NONE) : own);
    }
}
