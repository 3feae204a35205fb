package dev.asterbridge.protection;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An exit as it would be ordered for a position.
 *
 * @param role stop, take-1, take-2, ..., trail
 */
public record PlannedExit(String role, OrderTerms terms, Quantity quantity) {

    /**
     * The parts that would be taken out with a profit and are too small to be ordered, by the number of the take-profit; base
     * asset units.
     *
     * @param size as above
     */
    public static Map<Integer, BigDecimal> tooSmall(Exits exits, InstrumentRules rules, BigDecimal size) {
        Guard guard = new Guard("", exits.toString(), BigDecimal.ONE, false);
        Set<String> ordered = WantedExits.of(rules, Side.BUY, guard, size, List.of()).stream()
                .map(Exit::role)
                .collect(Collectors.toSet());
        Map<Integer, BigDecimal> tooSmall = new TreeMap<>();
        for (int i = 0; i < exits.takes().size(); i++) {
            if (!ordered.contains(Exit.take(i + 1))) {
                BigDecimal share = exits.takes().get(i).share();
                tooSmall.put(i + 1, size.multiply(share).movePointLeft(2));
            }
        }
        return tooSmall;
    }

    /**
     * Works them out; the protecting ones come first.
     *
     * @param direction the side that opens the position
     * @param price at which it is entered
     * @param size base asset units, what is held before included
     */
    public static List<PlannedExit> of(
            Exits exits, InstrumentRules rules, Side direction, BigDecimal price, BigDecimal size) {
        Guard guard = new Guard("", exits.toString(), price, false);
        return WantedExits.of(rules, direction, guard, size, List.of()).stream()
                .map(exit -> new PlannedExit(exit.role(), exit.terms(), new Quantity(exit.quantity())))
                .toList();
    }
}
