package dev.asterbridge.paper;

/** The price that sets off a conditional order: the last trade's, or the mark price. */
enum WorkingType {
    CONTRACT_PRICE,
    MARK_PRICE
}
