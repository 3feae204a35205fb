package dev.asterbridge.proof;

import java.math.BigDecimal;

/**
 * What is held of a symbol.
 *
 * @param held negative where it was sold
 * @param guarded whether an alert wanted a stop since nothing was held
 */
record Stake(BigDecimal held, boolean guarded) {

    static final Stake NONE = new Stake(BigDecimal.ZERO, false);

    Stake after(Ledger.Fill fill) {
        BigDecimal now = held.add(fill.signed());
        return now.signum() == 0
                ? NONE
                : new Stake(now, guarded || wantsStop(fill.post().order()));
    }

    /** How much of it there should be stops for, with the sign of what is held. */
    BigDecimal toStop() {
        return guarded ? held : BigDecimal.ZERO;
    }

    private static boolean wantsStop(Ledger.OrderForm order) {
        return Alert.isOfStrategies(order.symbol())
                || (!order.reduceOnly() && Alert.wantsStop(Alert.number(order.quantity())));
    }
}
