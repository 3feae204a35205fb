package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Mark prices that something can be computed with: one that is not shown is asked for later, and is not zero. */
@Component
class MarkPrices {

    private final MarketReader market;

    MarkPrices(MarketReader market) {
        this.market = market;
    }

    /** @throws ExchangeUnavailable when there is none, too */
    BigDecimal of(Symbol symbol) {
        BigDecimal price = market.markPrice(symbol);
        if (price.signum() <= 0) {
            throw new ExchangeUnavailable(
                    Refusal.of(Refusal.Reason.UNREACHABLE, "the exchange shows no mark price of " + symbol));
        }
        return price;
    }
}
