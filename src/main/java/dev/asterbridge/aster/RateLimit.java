package dev.asterbridge.aster;

import java.time.Duration;

/** So much of a unit is allowed within a window, as exchangeInfo says. */
record RateLimit(Unit unit, Duration window, int limit) {

    /** What is counted. */
    enum Unit {
        WEIGHT,
        ORDERS
    }

    RateLimit {
        if (!window.isPositive() || limit < 1) {
            throw new IllegalArgumentException("must allow something within some time");
        }
    }
}
