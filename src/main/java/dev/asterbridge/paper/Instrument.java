package dev.asterbridge.paper;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.LeverageBrackets.Bracket;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;

/**
 * All the venue demands on one symbol.
 *
 * @param pricePrecision most decimals of a price
 * @param quantityPrecision most decimals of a quantity
 * @param maxOrders open orders, conditional ones included; zero switches it off
 * @param maxAlgoOrders open conditional orders; zero switches it off
 * @param marketTakeBound how far from the mark price an order at market may trade, 0.02 for 2 %; zero switches it off
 * @param triggerProtect how far last and mark price may be from each other when a protected order is set off, 0.05 for 5 %;
 *     zero switches it off
 * @param liquidationFee share of the notional taken at liquidation
 * @param fundingHours hours from one funding time to the next
 */
record Instrument(
        InstrumentRules rules,
        LeverageBrackets brackets,
        int pricePrecision,
        int quantityPrecision,
        int maxOrders,
        int maxAlgoOrders,
        BigDecimal marketTakeBound,
        BigDecimal triggerProtect,
        BigDecimal liquidationFee,
        int fundingHours) {

    private static final int DEFAULT_LEVERAGE = 20;
    private static final BigDecimal UNLIMITED = BigDecimal.valueOf(Long.MAX_VALUE);

    Symbol symbol() {
        return rules.symbol();
    }

    /** The worst price an order at market may trade at. */
    BigDecimal marketLimit(Side side, BigDecimal mark) {
        if (marketTakeBound.signum() == 0) {
            return side == Side.BUY ? UNLIMITED : BigDecimal.ZERO;
        }
        BigDecimal distance = mark.multiply(marketTakeBound);
        return side == Side.BUY ? mark.add(distance) : mark.subtract(distance);
    }

    /** Whether last and mark price are so far from each other that no protected order is set off. */
    boolean isTorn(Quote quote) {
        BigDecimal gap = quote.last().subtract(quote.mark()).abs();
        return triggerProtect.signum() > 0 && gap.compareTo(quote.mark().multiply(triggerProtect)) > 0;
    }

    int defaultLeverage() {
        return Math.min(DEFAULT_LEVERAGE, brackets.maxLeverage());
    }

    /** The largest notional the leverage allows; zero when it is above every bracket. */
    BigDecimal maxNotional(int leverage) {
        return brackets.brackets().stream()
                .filter(bracket -> bracket.maxLeverage() >= leverage)
                .map(Bracket::notionalCap)
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    /** Maintenance margin is {@code notional * ratio - deduction}. */
    Maintenance maintenance(BigDecimal notional) {
        List<Bracket> steps = brackets.brackets();
        BigDecimal ratio = steps.getFirst().maintenanceMarginRatio();
        BigDecimal deduction = BigDecimal.ZERO;
        for (Bracket step : steps.subList(1, steps.size())) {
            if (notional.compareTo(step.notionalFloor()) <= 0) {
                break;
            }
            // Without the deduction the margin would jump where a bracket begins.
            deduction = deduction.add(
                    step.notionalFloor().multiply(step.maintenanceMarginRatio().subtract(ratio)));
            ratio = step.maintenanceMarginRatio();
        }
        return new Maintenance(ratio, deduction);
    }

    /** The ratio of a bracket and what makes it continuous with the one below. */
    record Maintenance(BigDecimal ratio, BigDecimal deduction) {

        BigDecimal margin(BigDecimal notional) {
            return Usdt.round(notional.multiply(ratio).subtract(deduction));
        }
    }
}
