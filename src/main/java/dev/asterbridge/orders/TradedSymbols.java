package dev.asterbridge.orders;

import dev.asterbridge.exchange.Symbol;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.stereotype.Component;

/** The symbols this service has sent an order on since it started. */
@Component
class TradedSymbols {

    private final Set<Symbol> symbols = new ConcurrentSkipListSet<>();

    void add(Symbol symbol) {
        symbols.add(symbol);
    }

    Set<Symbol> all() {
        return Set.copyOf(symbols);
    }
}
