package dev.asterbridge.aster;

import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;

/** Present prices over the line that trades, as far as that does not need it. */
final class AsterQuotes implements QuoteReader {

    /** Half of what trading may use in a minute until it has to wait itself. */
    static final int MOST_WEIGHT = 480;

    private final AsterClient client;
    private final RequestBudget budget;

    AsterQuotes(AsterLine line, RequestBudget budget) {
        // Prices of a moment ago are not worth asking for again.
        this.client = new AsterClient(line, new AsterRetry(0, Duration.ZERO, () -> {}));
        this.budget = budget;
    }

    @Override
    public BestPrices now(Symbol symbol) {
        if (budget.usedWeight() >= MOST_WEIGHT) {
            throw new ExchangeUnavailable(Refusal.of(
                    Refusal.Reason.RATE_LIMITED, "NOT SENT: what may still be asked this minute is kept for trading"));
        }
        return client.bestPrices(symbol);
    }
}
