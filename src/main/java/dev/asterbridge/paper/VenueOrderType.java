package dev.asterbridge.paper;

/** The order types of AsterDEX; {@code LIQUIDATION} is seen in answers only. */
enum VenueOrderType {
    LIMIT,
    MARKET,
    STOP,
    STOP_MARKET,
    TAKE_PROFIT,
    TAKE_PROFIT_MARKET,
    TRAILING_STOP_MARKET,
    LIQUIDATION;

    /** Whether the order waits for a trigger before it is worked. */
    boolean isConditional() {
        return switch (this) {
            case STOP, STOP_MARKET, TAKE_PROFIT, TAKE_PROFIT_MARKET, TRAILING_STOP_MARKET -> true;
            case LIMIT, MARKET, LIQUIDATION -> false;
        };
    }

    /** Whether the order carries a limit price. */
    boolean isPriced() {
        return switch (this) {
            case LIMIT, STOP, TAKE_PROFIT -> true;
            case MARKET, STOP_MARKET, TAKE_PROFIT_MARKET, TRAILING_STOP_MARKET, LIQUIDATION -> false;
        };
    }
}
