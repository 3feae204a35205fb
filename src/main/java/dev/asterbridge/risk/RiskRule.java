package dev.asterbridge.risk;

import dev.asterbridge.exchange.ExchangeUnavailable;

/** One rule for orders that may add exposure; a pure function. */
interface RiskRule {

    /** In problems and metrics. */
    String name();

    /**
     * Judges the order.
     *
     * @throws ExchangeUnavailable when the exchange did not say what it needs
     */
    Finding check(Exposure order, Limits limits, AccountState account);
}
