package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
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
}
