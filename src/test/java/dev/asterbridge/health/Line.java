package dev.asterbridge.health;

import dev.asterbridge.exchange.ExchangeConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line to the exchange that is as good as the test says, and counts its self-tests. */
final class Line implements ExchangeConnection {

    boolean reachable = true;
    boolean ready = true;

    @Nullable
    String problem;

    @Nullable
    Duration skew;

    @Nullable
    Instant lastAnswer;

    @Nullable
    Instant bannedUntil;

    int selfTests;
    List<Check> checks = List.of();

    @Override
    public State state() {
        return new State(Mode.TESTNET, "fapi.example", reachable, ready, problem, skew, lastAnswer, bannedUntil);
    }

    @Override
    public List<Check> selfTest() {
        selfTests++;
        return checks;
    }
}
