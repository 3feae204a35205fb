package dev.asterbridge.paper;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/**
 * All the venue demands on one symbol.
 *
 * @param pricePrecision most decimals of a price
 * @param quantityPrecision most decimals of a quantity
 * @param maxOrders open orders, conditional ones included; zero switches it off
 * @param maxAlgoOrders open conditional orders; zero switches it off
 * @param marketTakeBound how far from the mark price an order at market may trade, 0.02 for 2 %; zero switches it off
 * @param liquidationFee share of the notional taken at liquidation
 */
record Instrument(
        InstrumentRules rules,
        LeverageBrackets brackets,
        int pricePrecision,
        int quantityPrecision,
        int maxOrders,
        int maxAlgoOrders,
        BigDecimal marketTakeBound,
        BigDecimal liquidationFee) {

    Symbol symbol() {
        return rules.symbol();
    }
}
