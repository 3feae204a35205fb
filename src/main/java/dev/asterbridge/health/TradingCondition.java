package dev.asterbridge.health;

import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.ExchangeConnection.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the service can trade right now. */
@Component
class TradingCondition {

    /** Beyond this the exchange may refuse our signatures. */
    static final Duration MAX_SKEW = Duration.ofSeconds(5);

    private final ExchangeConnection connection;

    TradingCondition(ExchangeConnection connection) {
        this.connection = connection;
    }

    State state() {
        return connection.state();
    }

    /** Why it cannot; null when it can. */
    @Nullable
    String obstacle(State state) {
        Instant ban = state.bannedUntil();
        if (ban != null) {
            return "the exchange has banned this address until " + ban;
        }
        if (!state.reachable() || !state.ready()) {
            String what = state.reachable() ? "not ready" : "the exchange cannot be reached";
            return state.problem() == null ? what : what + ": " + state.problem();
        }
        Duration skew = state.clockSkew();
        if (skew != null && skew.abs().compareTo(MAX_SKEW) > 0) {
            return "this machine's clock is %d ms away from the exchange's; synchronise it (NTP)"
                    .formatted(skew.toMillis());
        }
        return null;
    }
}
