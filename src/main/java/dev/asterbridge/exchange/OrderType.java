package dev.asterbridge.exchange;

/** The order types this service places. */
public enum OrderType {
    MARKET,
    LIMIT
}
