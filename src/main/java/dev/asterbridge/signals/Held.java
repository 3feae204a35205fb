package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a symbol on one position side.
 *
 * @param amount what the strategy in question holds; base asset units, negative for short, zero for flat
 * @param account what the account holds, all strategies together; without others it is the same
 * @param gross what all strategies hold, long and short alike; not negative
 * @param entryPrice at which the strategy entered, on average; zero where nothing is held
 * @param markPrice as it was when that was read; zero where nothing is held
 * @param exits how it is to end, in their text form; empty where nobody said
 */
record Held(
        PositionSide positionSide,
        BigDecimal amount,
        BigDecimal account,
        BigDecimal gross,
        BigDecimal entryPrice,
        BigDecimal markPrice,
        String exits) {

    /** Where nobody holds it the other way. */
    Held(
            PositionSide positionSide,
            BigDecimal amount,
            BigDecimal account,
            BigDecimal entryPrice,
            BigDecimal markPrice,
            String exits) {
        this(positionSide, amount, account, account.abs(), entryPrice, markPrice, exits);
    }

    /** What nobody has said the end of. */
    Held(PositionSide positionSide, BigDecimal amount, BigDecimal account) {
        this(positionSide, amount, account, BigDecimal.ZERO, BigDecimal.ZERO, "");
    }

    boolean isOpen() {
        return amount.signum() != 0;
    }

    /** The side that opened it, and that adds to it. */
    Side direction() {
        return amount.signum() < 0 ? Side.SELL : Side.BUY;
    }

    /** Whether this is the position that {@code side} means; none and {@code BOTH} mean whichever there is. */
    boolean isMeantBy(@Nullable PositionSide side) {
        return side == null
                || side == PositionSide.BOTH
                || direction() == (side == PositionSide.LONG ? Side.BUY : Side.SELL);
    }

    BigDecimal size() {
        return amount.abs();
    }

    /** How much of it could be ended once so much was added; nothing of what others hold the other way. */
    BigDecimal endable(BigDecimal change) {
        BigDecimal own = amount.add(change);
        BigDecimal all = account.add(change);
        return own.signum() == all.signum() ? own.abs().min(all.abs()) : BigDecimal.ZERO;
    }

    /**
     * Whether an order only takes away from what the account holds. The exit of one strategy need not: what another holds
     * the other way may be left.
     *
     * @param rests whether it is filled later, when the others may hold something else
     */
    boolean isReducedBy(Side side, BigDecimal quantity, boolean rests) {
        if (positionSide != PositionSide.BOTH) {
            return side == (positionSide == PositionSide.LONG ? Side.SELL : Side.BUY);
        }
        return side.takesFrom(account, quantity) && (!rests || side.takesFrom(amount, quantity));
    }

    @Override
    public String toString() {
        return (direction() == Side.BUY ? "LONG " : "SHORT ") + Decimals.plain(size());
    }
}
