package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the exchange demands of an order on one symbol: its filters.
 *
 * @param status only {@code TRADING} may be traded
 * @param price bounds and tick of a price
 * @param lot bounds and step of a quantity
 * @param marketLot the same for an order at market
 * @param minNotional least price times quantity; reduce-only orders are exempt
 * @param multiplierUp a BUY may cost at most mark price times this; zero switches it off
 * @param multiplierDown a SELL may cost at least mark price times this; zero switches it off
 */
public record InstrumentRules(
        Symbol symbol,
        String status,
        String baseAsset,
        String quoteAsset,
        Grid price,
        Grid lot,
        Grid marketLot,
        BigDecimal minNotional,
        BigDecimal multiplierUp,
        BigDecimal multiplierDown) {

    public boolean isTrading() {
        return status.equals("TRADING");
    }

    /** A limit price on the tick, never more aggressive than asked: a BUY goes down, a SELL goes up. */
    public BigDecimal roundPrice(BigDecimal asked, Side side) {
        return side == Side.BUY ? price.floor(asked) : price.ceiling(asked);
    }

    /** Evenly spaced legal values: {@code min + n * step}, up to {@code max}; zero switches a part off. */
    public record Grid(BigDecimal min, BigDecimal max, BigDecimal step) {

        /** The largest value on the grid that is not above {@code value}; bounds are not looked at. */
        public BigDecimal floor(BigDecimal value) {
            return snap(value, RoundingMode.FLOOR);
        }

        /** The smallest value on the grid that is not below {@code value}; bounds are not looked at. */
        public BigDecimal ceiling(BigDecimal value) {
            return snap(value, RoundingMode.CEILING);
        }

        public boolean isBelowMin(BigDecimal value) {
            return min.signum() > 0 && value.compareTo(min) < 0;
        }

        public boolean isAboveMax(BigDecimal value) {
            return max.signum() > 0 && value.compareTo(max) > 0;
        }

        private BigDecimal snap(BigDecimal value, RoundingMode mode) {
            if (step.signum() <= 0) {
                return value;
            }
            BigDecimal steps = value.subtract(min).divide(step, 0, mode);
            return steps.multiply(step).add(min);
        }
    }
}
