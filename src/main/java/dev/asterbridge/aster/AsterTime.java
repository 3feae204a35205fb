package dev.asterbridge.aster;

import dev.asterbridge.exchange.ExchangeClock;
import java.time.Instant;

/** AsterDEX's time for the other rooms. */
final class AsterTime implements ExchangeClock {

    private final AsterClock clock;
    private final AsterClient client;

    AsterTime(AsterClock clock, AsterClient client) {
        this.clock = clock;
        this.client = client;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Instant ask() {
        return client.time();
    }
}
