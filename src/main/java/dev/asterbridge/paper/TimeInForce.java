package dev.asterbridge.paper;

/** How long an order is worked: until cancelled, at once or not at all (partly or wholly), or only as a maker. */
enum TimeInForce {
    GTC,
    IOC,
    FOK,
    GTX,
    /** Until cancelled, but not longer than the position it would reduce; for legs of strategies only. */
    GTE_GTC
}
