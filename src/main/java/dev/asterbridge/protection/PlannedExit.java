package dev.asterbridge.protection;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import java.util.List;

/**
 * An exit as it would be ordered for a position.
 *
 * @param role stop, take-1, take-2, ..., trail
 */
public record PlannedExit(String role, OrderTerms terms, Quantity quantity) {

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
