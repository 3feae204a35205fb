package dev.asterbridge.signals;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is made against.
 *
 * <p>Mode, mark price and equity are asked for only by what depends on them: an exit at market must not fail for want of
 * one.
 *
 * @param held what is held of the symbol; a side that nobody holds anything of may be missing
 * @param onlyExits why nothing may be opened; absent when it may
 * @param split whether an order across zero was refused, so that it has to be two
 */
record Situation(
        InstrumentRules rules,
        List<Held> held,
        Supplier<PositionMode> mode,
        Supplier<BigDecimal> markPrice,
        Supplier<BigDecimal> equity,
        @Nullable String onlyExits,
        boolean split) {

    boolean isHedged() {
        return mode.get() == PositionMode.HEDGE;
    }

    /** The same, where nothing may be opened. */
    Situation onlyExits(String why) {
        return new Situation(rules, held, mode, markPrice, equity, why, split);
    }

    /** What the strategy in question holds, where it holds something. */
    List<Held> open() {
        return held.stream().filter(Held::isOpen).toList();
    }

    /** Whether the account holds something, and the strategy in question nothing. */
    boolean isHeldByOthers() {
        return open().isEmpty() && held.stream().anyMatch(it -> it.account().signum() != 0);
    }

    Held on(PositionSide side) {
        return held.stream()
                .filter(it -> it.positionSide() == side)
                .findFirst()
                .orElse(new Held(side, BigDecimal.ZERO, BigDecimal.ZERO));
    }
}
