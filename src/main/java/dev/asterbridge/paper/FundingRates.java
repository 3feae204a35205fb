package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/** What holding a symbol costs. */
interface FundingRates {

    /** The share of the notional that longs pay to shorts at each funding time, 0.0001 for 0.01 %; or the other way round. */
    BigDecimal rate(Symbol symbol);
}
