package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a lane is.
 *
 * @param waiting signals that are not decided
 * @param unproven requests of which it is not known what became of them
 * @param frozen why nothing new is opened; absent when it may
 */
@Schema(name = "Lane")
record LaneState(
        Symbol symbol,
        int waiting,
        List<Unproven> unproven,
        @Nullable String frozen,
        @Nullable Instant frozenAt,
        @Nullable String owner) {

    /** @param horizonAt until when the exchange might still execute it */
    @Schema(name = "UnprovenRequest")
    record Unproven(String clientOrderId, Instant preparedAt, Instant horizonAt) {

        static final Duration PATIENCE = Duration.ofMinutes(1);

        boolean needsPerson(Instant now) {
            return now.isAfter(horizonAt.plus(PATIENCE));
        }
    }
}
