package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Reads public market data. Every method throws {@link ExchangeUnavailable} when the question could not be answered. */
public interface MarketReader {

    /** The rules of a symbol; empty when the exchange does not list it. */
    Optional<InstrumentRules> rules(Symbol symbol);

    /** Whether the exchange is known to list the symbol; answered from memory, where it is kept there. */
    default boolean isListed(Symbol symbol) {
        return rules(symbol).isPresent();
    }

    /** Every symbol that the exchange is known to list, answered from memory; empty while nothing is known. */
    default Set<Symbol> listed() {
        return Set.of();
    }

    BigDecimal markPrice(Symbol symbol);

    LeverageBrackets brackets(Symbol symbol);
}
