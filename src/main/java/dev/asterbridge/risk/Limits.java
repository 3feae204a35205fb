package dev.asterbridge.risk;

/**
 * The limits that an order has to keep, all of them.
 *
 * @param account for everything together
 * @param symbol for the order's symbol: the account's, unless it has some of its own
 * @param strategy on top, for the strategy: an alert says itself whose it is, so that a name must never let it have more
 */
record Limits(Caps account, Own symbol, Own strategy) {

    /** @param whose in words, for whoever is refused */
    record Own(String whose, Caps caps) {}
}
