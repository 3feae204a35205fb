package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import java.math.BigInteger;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Names orders: {@code ab-<time><chance>}, 25 characters, in the order of their making. */
class SignalIds {

    private final Clock clock;
    private final RandomGenerator random;

    SignalIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    ClientOrderId next() {
        byte[] chance = new byte[8];
        random.nextBytes(chance);
        String time = Long.toString(clock.millis(), 32);
        String tail = new BigInteger(1, chance).toString(32);
        return new ClientOrderId("ab-" + time + "0".repeat(13 - tail.length()) + tail);
    }
}
