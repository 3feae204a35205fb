package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fits a draft to the symbol's filters, or says which filter it breaks and what the nearest legal value is. */
class RuleFitting {

    private final SignalProperties.Rounding rounding;

    RuleFitting(SignalProperties.Rounding rounding) {
        this.rounding = rounding;
    }

    /** Rounds as configured, and refuses what is then below a minimum or above a maximum. */
    Plan fit(Draft draft, Situation now) {
        Map<String, Adjustment> adjusted = new LinkedHashMap<>();
        BigDecimal quantity = quantity(draft, now.rules(), adjusted);
        boolean reduceOnly = draft.reducesBy(quantity);
        FittedTerms terms = FittedTerms.of(draft, reduceOnly, now, adjusted);
        List<Field> faults = new ArrayList<>();
        quantityBounds(faults, draft, quantity, now.rules());
        faults.addAll(terms.faults());
        if (faults.isEmpty() && !reduceOnly) {
            notional(faults, draft, quantity, terms.price(now), now.rules());
        }
        if (faults.isEmpty() && draft.opens()) {
            faults.addAll(draft.entry()
                    .exits()
                    .faults(terms.price(now), draft.side(), now.rules().price()));
        }
        if (faults.isEmpty() && rounding == SignalProperties.Rounding.REJECT) {
            faults.addAll(offGrid(draft, adjusted));
        }
        return faults.isEmpty()
                ? go(draft, quantity, terms.terms(), now, adjusted)
                : new Plan.Stop(Problem.badInput(faults));
    }

    /** Fits an exit of all that is held: it is never refused for being large, only cut to what one order may be; the rest is for the next. */
    Plan fitExit(Draft draft, Situation now) {
        Map<String, Adjustment> adjusted = new LinkedHashMap<>();
        BigDecimal quantity = quantity(draft, now.rules(), adjusted);
        Lot most = most(draft, now.rules());
        if (most.grid().isAboveMax(quantity)) {
            quantity = floor(most.grid().max(), draft, now.rules());
            adjusted.put("quantity", new Adjustment(draft.quantity(), quantity, most.rule()));
        }
        List<Field> faults = new ArrayList<>();
        quantityBounds(faults, draft, quantity, now.rules());
        if (!faults.isEmpty()) {
            return new Plan.Stop(Problem.badInput(faults));
        }
        Plan.Go go = go(draft, quantity, draft.entry().terms(), now, adjusted);
        return most.grid().isAboveMax(draft.quantity()) ? go.withMore() : go;
    }

    /** What would be ordered if no rule but that of steps and ticks was in its way; absent where that comes to nothing. */
    Plan.@Nullable Missing missing(Draft draft, Situation now) {
        BigDecimal quantity = floor(draft.quantity(), draft, now.rules());
        if (quantity.signum() <= 0 || !Decimals.isBearable(quantity)) {
            return null;
        }
        FittedTerms terms = FittedTerms.of(draft, draft.reducesBy(quantity), now, new LinkedHashMap<>());
        return go(draft, quantity, terms.terms(), now, Map.of()).missing();
    }

    /** Whether it has to be more than one order. */
    boolean isTooLarge(Draft draft, Situation now) {
        return most(draft, now.rules()).grid().isAboveMax(floor(draft.quantity(), draft, now.rules()));
    }

    private static Plan.Go go(
            Draft draft, BigDecimal quantity, OrderTerms terms, Situation now, Map<String, Adjustment> adjusted) {
        OrderRequest order = new OrderRequest(
                draft.id(),
                now.rules().symbol(),
                draft.side(),
                draft.held().positionSide(),
                new Quantity(quantity),
                terms,
                draft.reducesBy(quantity));
        return new Plan.Go(order, draft.held(), draft.entry(), Map.copyOf(adjusted), draft.arithmetic(), false, null);
    }

    private static BigDecimal quantity(Draft draft, InstrumentRules rules, Map<String, Adjustment> adjusted) {
        BigDecimal rounded = floor(draft.quantity(), draft, rules);
        if (rounded.compareTo(draft.quantity()) != 0) {
            boolean byLot = rounded.compareTo(rules.lot().floor(draft.quantity())) == 0;
            adjusted.put("quantity", new Adjustment(draft.quantity(), rounded, byLot ? "LOT_SIZE" : "MARKET_LOT_SIZE"));
        }
        return rounded;
    }

    /** An order at market must fit both filters of quantities. */
    private static BigDecimal floor(BigDecimal quantity, Draft draft, InstrumentRules rules) {
        BigDecimal rounded = rules.lot().floor(quantity);
        return draft.isAtMarket() ? rules.marketLot().floor(rounded) : rounded;
    }

    private static BigDecimal ceiling(BigDecimal quantity, Draft draft, InstrumentRules rules) {
        BigDecimal rounded = rules.lot().ceiling(quantity);
        return draft.isAtMarket() ? rules.marketLot().ceiling(rounded) : rounded;
    }

    /** The filter with the larger minimum. */
    private static Lot least(Draft draft, InstrumentRules rules) {
        boolean market = draft.isAtMarket()
                && rules.marketLot().min().compareTo(rules.lot().min()) > 0;
        return market ? new Lot(rules.marketLot(), "MARKET_LOT_SIZE") : new Lot(rules.lot(), "LOT_SIZE");
    }

    /** The filter with the smaller maximum, where zero is none. */
    private static Lot most(Draft draft, InstrumentRules rules) {
        BigDecimal atMarket = rules.marketLot().max();
        boolean market = draft.isAtMarket()
                && atMarket.signum() > 0
                && (rules.lot().max().signum() == 0
                        || atMarket.compareTo(rules.lot().max()) < 0);
        return market ? new Lot(rules.marketLot(), "MARKET_LOT_SIZE") : new Lot(rules.lot(), "LOT_SIZE");
    }

    /** A quantity that was worked out is no number that somebody could have written with fewer decimals. */
    private static List<Field> offGrid(Draft draft, Map<String, Adjustment> adjusted) {
        return adjusted.entrySet().stream()
                .filter(entry -> draft.arithmetic().isEmpty() || !entry.getKey().equals("quantity"))
                .map(entry -> fault(
                        entry.getKey(),
                        entry.getValue().from(),
                        "is between two steps",
                        entry.getValue().rule(),
                        entry.getValue().to()))
                .toList();
    }

    private static void quantityBounds(List<Field> faults, Draft draft, BigDecimal quantity, InstrumentRules rules) {
        Lot least = least(draft, rules);
        Lot most = most(draft, rules);
        if (least.grid().isBelowMin(quantity) || quantity.signum() <= 0) {
            BigDecimal nearest = least(least.grid());
            faults.add(fault(draft, "is below the least quantity", least.rule(), nearest, rules));
        } else if (most.grid().isAboveMax(quantity)) {
            BigDecimal nearest = floor(most.grid().max(), draft, rules);
            faults.add(fault(draft, "is above the largest quantity", most.rule(), nearest, rules));
        } else if (!Decimals.isBearable(quantity)) {
            faults.add(new Field("quantity", plain(draft.quantity()), "has too many digits"));
        }
    }

    static BigDecimal least(Grid grid) {
        return grid.min().signum() > 0 ? grid.min() : grid.step();
    }

    private static void notional(
            List<Field> faults, Draft draft, BigDecimal quantity, BigDecimal price, InstrumentRules rules) {
        BigDecimal notional = quantity.multiply(price);
        if (notional.compareTo(rules.minNotional()) < 0) {
            BigDecimal needed = rules.minNotional().divide(price, 18, RoundingMode.CEILING);
            String what = "at %s is worth %s %s, less than the least order of %s"
                    .formatted(
                            plain(price),
                            plain(notional.setScale(4, RoundingMode.DOWN)),
                            rules.quoteAsset(),
                            plain(rules.minNotional()));
            faults.add(fault(draft, what, "MIN_NOTIONAL", ceiling(needed, draft, rules), rules));
        }
    }

    /** A size that was said in another unit is named as it was said, and what would be right in money, too. */
    private static Field fault(Draft draft, String what, String rule, BigDecimal nearest, InstrumentRules rules) {
        Sizing size = draft.size();
        if (!size.isWorkedOut()) {
            return fault("quantity", draft.quantity(), what, rule, nearest);
        }
        BigDecimal price = size.price();
        String worth = price == null
                ? ""
                : ", worth %s %s"
                        .formatted(
                                plain(nearest.multiply(price).setScale(2, RoundingMode.CEILING)), rules.quoteAsset());
        return new Field(
                "quantity",
                size.asked(),
                "comes to %s, which %s (%s); the nearest legal value is %s%s"
                        .formatted(plain(draft.quantity()), what, rule, plain(nearest), worth));
    }

    static Field fault(String field, BigDecimal asked, String what, String rule, BigDecimal nearest) {
        return new Field(
                field, plain(asked), "%s (%s); the nearest legal value is %s".formatted(what, rule, plain(nearest)));
    }

    /** One of the two filters of quantities, and its name. */
    private record Lot(Grid grid, String rule) {}
}
