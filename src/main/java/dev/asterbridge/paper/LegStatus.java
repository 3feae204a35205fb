package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;

/** The state of a leg: that of its order, or why it has none. */
enum LegStatus {
    /** Waits for another leg before it is placed. */
    PENDING,
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED;

    static LegStatus of(OrderStatus status) {
        return switch (status) {
            case NEW, OTHER -> NEW;
            case PARTIALLY_FILLED -> PARTIALLY_FILLED;
            case FILLED -> FILLED;
            case CANCELED -> CANCELED;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
        };
    }

    /** Whether nothing more can happen to the leg. */
    boolean isFinal() {
        return switch (this) {
            case FILLED, CANCELED, REJECTED, EXPIRED -> true;
            case PENDING, NEW, PARTIALLY_FILLED -> false;
        };
    }
}
