package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.util.List;

/** How much leverage a symbol allows, by the size of the position; the first bracket allows the most. */
public record LeverageBrackets(Symbol symbol, List<Bracket> brackets) {

    public LeverageBrackets {
        brackets = List.copyOf(brackets);
        if (brackets.isEmpty()) {
            throw new IllegalArgumentException("must hold at least one bracket");
        }
    }

    /** The most leverage the symbol allows at any size. */
    public int maxLeverage() {
        return brackets.stream().mapToInt(Bracket::maxLeverage).max().orElseThrow();
    }

    /** Up to {@code notionalCap} quote units, {@code maxLeverage} is allowed and margin is kept at the given ratio. */
    public record Bracket(
            int maxLeverage, BigDecimal notionalFloor, BigDecimal notionalCap, BigDecimal maintenanceMarginRatio) {}
}
