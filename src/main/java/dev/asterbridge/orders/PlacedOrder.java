package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of a signal as the journal has it.
 *
 * @param seen as the exchange last showed it; absent while it has shown none
 */
public record PlacedOrder(Leg leg, String asked, @Nullable Order seen, List<Attempt> attempts, List<Trade> fills) {

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
