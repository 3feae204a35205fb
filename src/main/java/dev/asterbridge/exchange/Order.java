package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as the exchange reports it.
 *
 * <p>Text that this service only shows ({@code type}, {@code timeInForce}, {@code workingType}) is kept as it came, so
 * that a value the exchange adds tomorrow is shown and not lost.
 *
 * @param clientOrderId as the exchange has it; ids of other clients may have any shape
 * @param type the present type; a triggered stop becomes {@code MARKET} or {@code LIMIT}
 * @param originalType the type it was placed with
 * @param price the limit; zero for an order at market
 * @param averagePrice of the fills; zero when nothing is filled
 * @param stopPrice zero when there is none
 * @param createdAt absent in the answer to placing an order
 */
public record Order(
        long orderId,
        String clientOrderId,
        Symbol symbol,
        Side side,
        PositionSide positionSide,
        OrderStatus status,
        String type,
        String originalType,
        String timeInForce,
        BigDecimal quantity,
        BigDecimal executedQuantity,
        BigDecimal price,
        BigDecimal averagePrice,
        BigDecimal stopPrice,
        BigDecimal cumulativeQuote,
        boolean reduceOnly,
        boolean closePosition,
        String workingType,
        @Nullable Instant createdAt,
        Instant updatedAt) {

    /** Whether it can only make a position smaller; in hedge mode side against position side says so. */
    public boolean reduces() {
        return reduceOnly
                || closePosition
                || (positionSide == PositionSide.LONG && side == Side.SELL)
                || (positionSide == PositionSide.SHORT && side == Side.BUY);
    }

    /** The same order in another state. */
    public Order with(OrderStatus state) {
        return new Order(
                orderId,
                clientOrderId,
                symbol,
                side,
                positionSide,
                state,
                type,
                originalType,
                timeInForce,
                quantity,
                executedQuantity,
                price,
                averagePrice,
                stopPrice,
                cumulativeQuote,
                reduceOnly,
                closePosition,
                workingType,
                createdAt,
                updatedAt);
    }
}
