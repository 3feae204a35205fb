package dev.asterbridge.paper;

import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** When a conditional order is set off. */
final class Triggers {

    private static final int PER_CENT = 2;

    private Triggers() {}

    /** Whether this price sets the order off; a trailing one must have seen the price first. */
    static boolean met(VenueOrder order, BigDecimal latest) {
        boolean buys = order.side() == Side.BUY;
        return switch (order.type()) {
            case STOP, STOP_MARKET -> reached(latest, order.stopPrice(), buys);
            case TAKE_PROFIT, TAKE_PROFIT_MARKET -> reached(latest, order.stopPrice(), !buys);
            case TRAILING_STOP_MARKET -> order.trailed() != null && reached(latest, turn(order, order.trailed()), buys);
            case LIMIT, MARKET, LIQUIDATION -> false;
        };
    }

    /** The order after it has seen this price: a trailing one follows it, once its activation price was reached. */
    static VenueOrder see(VenueOrder order, BigDecimal latest) {
        if (order.type() != VenueOrderType.TRAILING_STOP_MARKET) {
            return order;
        }
        @Nullable BigDecimal best = order.trailed();
        boolean buys = order.side() == Side.BUY;
        if (best == null) {
            return reached(latest, order.activatePrice(), !buys) ? order.trailing(latest) : order;
        }
        BigDecimal better = buys ? best.min(latest) : best.max(latest);
        return better.compareTo(best) == 0 ? order : order.trailing(better);
    }

    private static BigDecimal turn(VenueOrder order, BigDecimal best) {
        BigDecimal distance = best.multiply(order.callbackRate()).movePointLeft(PER_CENT);
        return order.side() == Side.BUY ? best.add(distance) : best.subtract(distance);
    }

    private static boolean reached(BigDecimal latest, BigDecimal level, boolean fromBelow) {
        return fromBelow ? latest.compareTo(level) >= 0 : latest.compareTo(level) <= 0;
    }
}
