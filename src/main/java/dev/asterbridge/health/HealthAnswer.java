package dev.asterbridge.health;

import dev.asterbridge.exchange.ExchangeConnection.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the service is.
 *
 * @param status {@code healthy} or {@code unhealthy}
 * @param problem why it cannot trade
 * @param attention what a person should look into, although trading goes on elsewhere; absent when there is nothing
 * @param notices what whoever looks should know, and nobody has to be woken for; absent when there is nothing
 * @param journal what alerts and orders are kept in
 * @param prices where the paper exchange's prices come from; absent with real money
 */
@Schema(name = "Health")
record HealthAnswer(
        @Schema(example = "healthy") String status,

        @Schema(type = "integer", format = "int64", example = "1767225600000")
        Instant timestamp,

        @Schema(example = "0.1.0") String version,
        @Schema(example = "paper") String mode,
        @Nullable String problem,
        @Nullable List<String> attention,
        @Nullable List<String> notices,
        Line exchange,
        @Nullable Object journal,
        @Nullable Object prices) {

    /**
     * The line to the exchange.
     *
     * @param clockSkewMs exchange time minus ours; absent until measured
     */
    @Schema(name = "ExchangeLine")
    record Line(
            String host,
            boolean reachable,
            boolean ready,
            @Nullable Long clockSkewMs,

            @Nullable Instant lastAnswer,

            @Nullable Instant bannedUntil,

            @Nullable String problem) {

        static Line of(State state) {
            Duration skew = state.clockSkew();
            return new Line(
                    state.host(),
                    state.reachable(),
                    state.ready(),
                    skew == null ? null : skew.toMillis(),
                    state.lastAnswer(),
                    state.bannedUntil(),
                    state.problem());
        }
    }

    static String mode(State state) {
        return state.mode().name().toLowerCase(Locale.ROOT);
    }

    boolean healthy() {
        return problem == null;
    }
}
