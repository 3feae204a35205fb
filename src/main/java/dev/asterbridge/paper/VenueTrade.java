package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/**
 * A fill of one of the account's orders.
 *
 * @param realizedPnl USDT, before the commission
 * @param commission USDT; negative when paid, as AsterDEX shows it
 * @param time milliseconds
 */
record VenueTrade(
        long id,
        long orderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quoteQuantity,
        BigDecimal realizedPnl,
        BigDecimal commission,
        boolean maker,
        long time) {}
