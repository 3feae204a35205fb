package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade that filled an order, or part of it.
 *
 * @param commission as the exchange gives it; its sign is not documented
 */
public record Fill(
        long tradeId,
        long orderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal commission,
        String commissionAsset,
        BigDecimal realizedProfit,
        boolean maker,
        Instant time) {}
