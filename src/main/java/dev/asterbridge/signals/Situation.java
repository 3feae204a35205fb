package dev.asterbridge.signals;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a plan is made against.
 *
 * @param open the symbol's positions that are not flat
 */
record Situation(InstrumentRules rules, PositionMode mode, List<Position> open, BigDecimal markPrice) {}
