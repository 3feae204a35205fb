package dev.asterbridge.orders;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy should hold of a symbol, by the fills on record.
 *
 * @param strategy empty for the one without a name
 * @param amount base asset units; negative for short, zero for flat
 * @param guard what should end it; absent where nobody said
 */
public record Holding(
        String strategy,
        PositionSide positionSide,
        BigDecimal amount,
        @Nullable Guard guard) {

    /** The side that opened it, and that adds to it. */
    public Side direction() {
        return amount.signum() < 0 ? Side.SELL : Side.BUY;
    }

    /**
     * What should end a position, since the last fill of an order that said so, or since a signal said so that opens nothing.
     *
     * @param signalId who said it; the exits belong to it
     * @param exits in the words of an order's {@link Purpose}
     * @param price from which they count: the average of the order, or of what was held already
     * @param even whether the stop is where nothing is lost any more
     */
    public record Guard(String signalId, String exits, BigDecimal price, boolean even) {}
}
