package dev.asterbridge.aster;

import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;

/** Present prices over the line that trades, as far as that does not need it. */
final class AsterQuotes implements QuoteReader {

    private final AsterClient client;

    AsterQuotes(AsterLine line) {
        // Prices of a moment ago are not worth asking for again.
        this.client = new AsterClient(line, new AsterRetry(0, Duration.ZERO, () -> {}), Share.SPARE);
    }

    @Override
    public BestPrices now(Symbol symbol) {
        return client.bestPrices(symbol);
    }
}
