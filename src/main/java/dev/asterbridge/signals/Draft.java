package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order as asked for, before the symbol's rules are applied. */
record Draft(
        ClientOrderId id,
        Side side,
        PositionSide positionSide,
        BigDecimal quantity,
        @Nullable Price limit,
        boolean reduceOnly) {

    OrderType type() {
        return limit == null ? OrderType.MARKET : OrderType.LIMIT;
    }
}
