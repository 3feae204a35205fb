package dev.asterbridge.exchange;

/** The life of an order. {@code OTHER} stands for a state the exchange may add; it counts as alive. */
public enum OrderStatus {
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED,
    OTHER;

    /** Whether nothing more can happen to the order. */
    public boolean isFinal() {
        return switch (this) {
            case FILLED, CANCELED, REJECTED, EXPIRED -> true;
            case NEW, PARTIALLY_FILLED, OTHER -> false;
        };
    }
}
