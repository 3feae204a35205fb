package dev.asterbridge.paper;

import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.LeverageBrackets.Bracket;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up leverage brackets, which the captured exchange information does not hold: the more leverage, the smaller the
 * position, and half of the initial margin must be kept.
 */
final class LeverageLadder {

    private static final int[] LEVERAGES = {125, 100, 75, 50, 25, 20, 10, 5, 4, 3, 2, 1};
    private static final long[] CAPS = {
        300_000,
        800_000,
        3_000_000,
        12_000_000,
        40_000_000,
        70_000_000,
        100_000_000,
        150_000_000,
        200_000_000,
        300_000_000,
        500_000_000,
        1_000_000_000
    };
    private static final int RATIO_SCALE = 4;

    private LeverageLadder() {}

    /** The brackets of a symbol; one that allows little leverage is taken to be a small market with small caps. */
    static LeverageBrackets of(Symbol symbol, int maxLeverage) {
        long share = Math.max(1, (long) maxLeverage * maxLeverage);
        List<Bracket> brackets = new ArrayList<>();
        BigDecimal floor = BigDecimal.ZERO;
        for (int leverage : LEVERAGES) {
            if (leverage <= maxLeverage) {
                long thousands = CAPS[brackets.size()] * share / (125 * 125) / 1000;
                BigDecimal cap = BigDecimal.valueOf(Math.max(1, thousands) * 1000);
                brackets.add(new Bracket(leverage, floor, cap, ratio(leverage)));
                floor = cap;
            }
        }
        return new LeverageBrackets(symbol, brackets);
    }

    private static BigDecimal ratio(int leverage) {
        return BigDecimal.ONE.divide(BigDecimal.valueOf(2L * leverage), RATIO_SCALE, RoundingMode.HALF_UP);
    }
}
