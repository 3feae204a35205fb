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
import java.util.Optional;

/** Asks for present prices and lets the venue meet them; those of a moment ago are present. One thread. */
final class Quotes {

    /** Alerts that come together need not ask for prices each. */
    private static final Duration FRESH = Duration.ofMillis(500);

    /** While nothing more may be asked this minute, those that were asked for in it have to do. */
    private static final Duration KEPT = Duration.ofMinutes(1);

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
        Optional<Look> fresh = before(symbol, FRESH, start);
        if (fresh.isPresent()) {
            return fresh.get();
        }
        try {
            BestPrices prices = reader.now(symbol);
            Instant end = clock.instant();
            venue.meet(prices);
            asked.put(symbol, new Asked(prices, end));
            Duration took = Duration.between(start, end);
            return new Look(prices.mark(), took.isNegative() ? Duration.ZERO : took);
        } catch (ExchangeUnavailable e) {
            boolean isKept = e.refusal().reason() == Refusal.Reason.RATE_LIMITED;
            return (isKept ? before(symbol, KEPT, start) : Optional.<Look>empty()).orElseThrow(() -> e);
        } catch (IllegalArgumentException e) {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, String.valueOf(e.getMessage())));
        }
    }

    /** What was seen of it within that time, which the venue has met. */
    private Optional<Look> before(Symbol symbol, Duration within, Instant now) {
        return Optional.ofNullable(asked.get(symbol))
                .filter(it -> Duration.between(it.at(), now).abs().compareTo(within) <= 0)
                .map(it -> new Look(it.prices().mark(), Duration.ZERO));
    }
}
