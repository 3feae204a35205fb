package dev.asterbridge.signals;

import java.math.BigDecimal;

/**
 * A value that was changed to fit the symbol's rules.
 *
 * @param from as asked for
 * @param to as ordered; never larger, and as a limit never more aggressive
 * @param rule the exchange's name of the rule
 */
public record Adjustment(BigDecimal from, BigDecimal to, String rule) {}
