package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Limits.Own;
import java.util.Set;
import java.util.TreeSet;

/** Only symbols on the list, of the account and of the strategy. */
final class AllowedSymbolsRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.ALLOWED_SYMBOLS.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Finding first = check(order.symbol(), new Own("the account", limits.account()));
        return first == Finding.FINE ? check(order.symbol(), limits.strategy()) : first;
    }

    private Finding check(Symbol symbol, Own own) {
        Set<Symbol> allowed = own.caps().symbols();
        return allowed == null || allowed.contains(symbol)
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %s; the order is on %s"
                        .formatted(name(), own.whose(), new TreeSet<>(allowed), symbol));
    }
}
