package dev.asterbridge.paper;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Counts what callers use: request weight per address and minute, orders per account in 10 seconds and a minute. */
final class WeightMeter {

    static final int WEIGHT_PER_MINUTE = 2400;
    static final int ORDERS_PER_MINUTE = 1200;
    static final int ORDERS_PER_TEN_SECONDS = 300;
    private static final long TEN_SECONDS = 10_000;
    private static final long MINUTE = 60_000;

    private final Clock clock;
    private final Map<String, Integer> weights = new HashMap<>();
    private long minute = Long.MIN_VALUE;
    private long tenSeconds = Long.MIN_VALUE;
    private int ordersInMinute;
    private int ordersInTenSeconds;

    WeightMeter(Clock clock) {
        this.clock = clock;
    }

    /** Adds weight and answers what the address has used in this minute; above the limit the request is refused. */
    synchronized int use(String address, int weight) {
        roll();
        return weights.merge(address, weight, Integer::sum);
    }

    /** Counts one order. */
    synchronized Orders order() {
        roll();
        return new Orders(++ordersInTenSeconds, ++ordersInMinute);
    }

    /** Whole seconds until the minute's count starts again. */
    long secondsLeft() {
        return (MINUTE - Math.floorMod(clock.millis(), MINUTE) + 999) / 1000;
    }

    private void roll() {
        long now = clock.millis();
        if (now / MINUTE != minute) {
            minute = now / MINUTE;
            weights.clear();
            ordersInMinute = 0;
        }
        if (now / TEN_SECONDS != tenSeconds) {
            tenSeconds = now / TEN_SECONDS;
            ordersInTenSeconds = 0;
        }
    }

    /** Orders sent so far in the running ten seconds and the running minute. */
    record Orders(int tenSeconds, int minute) {

        boolean tooMany() {
            return tenSeconds > ORDERS_PER_TEN_SECONDS || minute > ORDERS_PER_MINUTE;
        }
    }
}
