package dev.asterbridge.paper;

/** What has to become of a leg before it drives another one. */
enum LegEvent {
    /** It was placed. */
    NEW,
    PARTIALLY_FILLED_OR_FILLED,
    FILLED,
    CANCELED,
    /** Never happens here. */
    REPLACED,
    /** Never happens here. */
    STOPPED,
    REJECTED,
    EXPIRED;

    /** Whether it happened; what has happened stays so. */
    boolean happenedTo(StrategyLeg leg) {
        VenueOrder order = leg.order();
        return switch (this) {
            case NEW -> order != null;
            case PARTIALLY_FILLED_OR_FILLED ->
                order != null && order.executedQuantity().signum() > 0;
            case FILLED -> leg.status() == LegStatus.FILLED;
            case CANCELED -> leg.status() == LegStatus.CANCELED;
            case REPLACED, STOPPED -> false;
            case REJECTED -> leg.status() == LegStatus.REJECTED;
            case EXPIRED -> leg.status() == LegStatus.EXPIRED;
        };
    }
}
