package dev.asterbridge.orders;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of a signal as the journal has it.
 *
 * @param role what it is for: stop, take-1, take-2, ..., trail, end; absent for what the alert itself asked for
 * @param seen as the exchange last showed it; absent while it has shown none
 */
public record PlacedOrder(
        @JsonIgnoreProperties({"purpose", "exit"}) Leg leg,
        @Nullable String role,
        String asked,
        @Nullable Order seen,
        List<Attempt> attempts,
        List<Trade> fills) {

    PlacedOrder(Leg leg, String asked, @Nullable Order seen, List<Attempt> attempts, List<Trade> fills) {
        this(leg, leg.isExit() ? leg.purpose().role() : null, asked, seen, attempts, fills);
    }

    /**
     * One request to place it.
     *
     * @param outcome executed, refused or not_executed; absent while it is not proven
     * @param answer what the exchange said
     * @param proof how the outcome is known
     */
    public record Attempt(
            ClientOrderId clientOrderId,
            String signer,
            @Nullable Long nonce,
            String requestHash,
            Instant preparedAt,
            Instant horizonAt,
            @Nullable String outcome,
            @Nullable String answer,
            @Nullable String proof,
            @Nullable Instant resolvedAt) {}

    /** One trade that filled it. */
    public record Trade(
            long tradeId,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal commission,
            String commissionAsset,
            BigDecimal realizedProfit,
            boolean maker,
            Instant time) {}
}
