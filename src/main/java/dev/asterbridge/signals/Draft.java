package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;

/**
 * An order as asked for, before the symbol's rules are applied.
 *
 * @param reduceOnly whether it can only make what the account holds smaller
 * @param arithmetic how the quantity came about; empty where it was given as it is
 */
record Draft(
        ClientOrderId id,
        Side side,
        PositionSide positionSide,
        BigDecimal quantity,
        Entry entry,
        boolean reduceOnly,
        String arithmetic) {

    static Draft of(ClientOrderId id, Held held, Side side, BigDecimal quantity, Entry entry, String arithmetic) {
        return new Draft(id, side, held.positionSide(), quantity, entry, held.isReducedBy(side, quantity), arithmetic);
    }

    /** Whether it may be filled at any price once it goes. */
    boolean isAtMarket() {
        return entry.terms().limit() == null && entry.maxSlippage() == null;
    }
}
