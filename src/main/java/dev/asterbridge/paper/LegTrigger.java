package dev.asterbridge.paper;

/** What another leg makes a leg do. */
enum LegTrigger {
    PLACE_ORDER,
    CANCEL_ORDER
}
