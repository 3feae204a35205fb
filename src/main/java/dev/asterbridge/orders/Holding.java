package dev.asterbridge.orders;

import dev.asterbridge.exchange.PositionSide;
import java.math.BigDecimal;

/**
 * What a strategy should hold of a symbol, by the fills on record.
 *
 * @param strategy empty for the one without a name
 * @param amount base asset units; negative for short, zero for flat
 */
public record Holding(String strategy, PositionSide positionSide, BigDecimal amount) {}
