package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the account holds of a symbol, on one position side.
 *
 * @param amount base asset units; negative for short, zero for flat
 * @param liquidationPrice zero when there is none
 */
public record Position(
        Symbol symbol,
        PositionSide positionSide,
        BigDecimal amount,
        BigDecimal entryPrice,
        BigDecimal markPrice,
        BigDecimal unrealizedProfit,
        int leverage,
        MarginType marginType,
        BigDecimal isolatedMargin,
        BigDecimal liquidationPrice,
        BigDecimal maxNotional,
        Instant updatedAt) {

    public boolean isOpen() {
        return amount.signum() != 0;
    }

    /** The side that opened the position, and that adds to it. */
    public Side direction() {
        return amount.signum() < 0 ? Side.SELL : Side.BUY;
    }

    /** Whether this is the position that {@code side} means; none and {@code BOTH} mean whichever there is. */
    public boolean isMeantBy(@Nullable PositionSide side) {
        return side == null
                || side == PositionSide.BOTH
                || direction() == (side == PositionSide.LONG ? Side.BUY : Side.SELL);
    }

    /** How much is held, whatever the direction. */
    public BigDecimal size() {
        return amount.abs();
    }
}
