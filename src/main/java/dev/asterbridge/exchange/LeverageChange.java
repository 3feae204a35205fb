package dev.asterbridge.exchange;

import java.math.BigDecimal;

/** The leverage now in force for a symbol, and the largest position it allows, in quote units. */
public record LeverageChange(Symbol symbol, int leverage, BigDecimal maxNotionalValue) {}
