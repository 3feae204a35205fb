package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;

/**
 * An order as asked for, before the symbol's rules are applied.
 *
 * @param held the position it changes
 */
record Draft(ClientOrderId id, Held held, Side side, Sizing size, Entry entry) {

    BigDecimal quantity() {
        return size.contracts();
    }

    /** How the quantity came about; empty where it was given as it is. */
    String arithmetic() {
        return size.arithmetic();
    }

    /** Whether it may be filled at any price once it goes. */
    boolean isAtMarket() {
        return entry.terms().limit() == null && entry.maxSlippage() == null;
    }

    /** Whether it leaves its strategy with something on its own side, which ends as the entry says. */
    boolean opens() {
        BigDecimal change = side == Side.BUY ? quantity() : quantity().negate();
        return held.amount().add(change).signum() == change.signum();
    }

    /** Whether so much of it can only make what the account holds smaller, whenever it is filled. */
    boolean reducesBy(BigDecimal rounded) {
        return held.isReducedBy(side, rounded, !entry.terms().endsAtOnce());
    }
}
