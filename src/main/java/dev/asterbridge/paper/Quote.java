package dev.asterbridge.paper;

import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The market of one symbol at one moment.
 *
 * @param bids best first, may be empty
 * @param asks best first, may be empty
 * @param last price of the last trade
 * @param time milliseconds
 */
record Quote(Symbol symbol, List<Level> bids, List<Level> asks, BigDecimal last, BigDecimal mark, long time) {

    Quote {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** The levels an order of this side trades with. */
    List<Level> opposite(Side side) {
        return side == Side.BUY ? asks : bids;
    }

    /** The price that sets off orders of this working type. */
    BigDecimal latest(WorkingType workingType) {
        return switch (workingType) {
            case MARK_PRICE -> mark;
            case CONTRACT_PRICE -> last;
        };
    }

    /** The same market with another last and mark price. */
    Quote at(BigDecimal price) {
        return new Quote(symbol, bids, asks, price, price, time);
    }

    /** What an order could take now: the best levels up to its quantity and not worse than its limit. */
    List<Level> fills(Side side, BigDecimal limit, BigDecimal quantity) {
        List<Level> fills = new ArrayList<>();
        BigDecimal open = quantity;
        for (Level level : opposite(side)) {
            boolean worse = side == Side.BUY
                    ? level.price().compareTo(limit) > 0
                    : level.price().compareTo(limit) < 0;
            if (worse || open.signum() <= 0) {
                break;
            }
            BigDecimal taken = level.quantity().min(open);
            fills.add(new Level(level.price(), taken));
            open = open.subtract(taken);
        }
        return fills;
    }

    /** The market after an order of this side took from it. */
    Quote without(Side side, List<Level> fills) {
        List<Level> left = new ArrayList<>(opposite(side));
        for (Level fill : fills) {
            Level best = left.removeFirst();
            BigDecimal rest = best.quantity().subtract(fill.quantity());
            if (rest.signum() > 0) {
                left.addFirst(new Level(best.price(), rest));
            }
        }
        return side == Side.BUY
                ? new Quote(symbol, bids, left, last, mark, time)
                : new Quote(symbol, left, asks, last, mark, time);
    }
}
