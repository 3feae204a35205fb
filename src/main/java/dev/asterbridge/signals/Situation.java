package dev.asterbridge.signals;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a plan is made against.
 *
 * <p>Mode and mark price are asked for only by what depends on them: an exit at market must not fail for want of either.
 *
 * @param open the symbol's positions that are not flat
 */
record Situation(
        InstrumentRules rules, List<Position> open, Supplier<PositionMode> mode, Supplier<BigDecimal> markPrice) {}
