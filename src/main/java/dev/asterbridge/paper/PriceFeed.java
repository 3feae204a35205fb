package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;

/** Brings the market's prices to the venue, once for every second that somebody looks. */
final class PriceFeed {

    private final PriceBoard market;
    private final PaperVenue venue;
    private long fed = Long.MIN_VALUE;

    PriceFeed(PriceBoard market, PaperVenue venue) {
        this.market = market;
        this.venue = venue;
    }

    /** Lets orders and positions meet the present prices. */
    synchronized void advance() {
        long second = market.second();
        if (second > fed) {
            fed = second;
            for (Symbol symbol : market.symbols()) {
                venue.onQuote(market.quote(symbol));
            }
        }
    }
}
