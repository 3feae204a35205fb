package dev.asterbridge.shadow;

import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Asks for present prices and lets the venue meet them; those of a moment ago are present. One thread. */
final class Quotes {

    /** Alerts that come together need not ask for prices each. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final QuoteReader reader;
    private final ShadowVenue venue;
    private final Clock clock;
    private final Map<Symbol, Asked> asked = new HashMap<>();

    Quotes(QuoteReader reader, ShadowVenue venue, Clock clock) {
        this.reader = reader;
        this.venue = venue;
        this.clock = clock;
    }

    private record Asked(BestPrices prices, Instant at) {}

    /** What the symbol is marked at, and for how long the exchange was asked. */
    record Look(BigDecimal mark, Duration took) {}

    /** @throws ExchangeUnavailable when there are no prices, or none that the venue can use */
    Look look(Symbol symbol) {
        Instant start = clock.instant();
        Asked before = asked.get(symbol);
        if (before != null && Duration.between(before.at(), start).abs().compareTo(FRESH) <= 0) {
            return new Look(before.prices().mark(), Duration.ZERO);
        }
        try {
            BestPrices prices = reader.now(symbol);
            Instant end = clock.instant();
            venue.meet(prices);
            asked.put(symbol, new Asked(prices, end));
            Duration took = Duration.between(start, end);
            return new Look(prices.mark(), took.isNegative() ? Duration.ZERO : took);
        } catch (IllegalArgumentException e) {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, String.valueOf(e.getMessage())));
        }
    }
}
