package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.risk.Limits.Own;
import java.math.BigDecimal;
import java.util.List;

/** How far any price of an order may be from the mark price, to either side. */
final class PriceDeviationRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_PRICE_DEVIATION.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        for (Price price : order.prices()) {
            for (Own own : List.of(limits.symbol(), limits.strategy())) {
                Finding finding = check(order, price, own);
                if (finding != Finding.FINE) {
                    return finding;
                }
            }
        }
        return Finding.FINE;
    }

    private Finding check(Exposure order, Price price, Own own) {
        BigDecimal most = own.caps().priceDeviation();
        if (most == null) {
            return Finding.FINE;
        }
        BigDecimal mark = order.mark();
        BigDecimal apart = price.value().subtract(mark).abs();
        return apart.compareTo(mark.multiply(most)) <= 0
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %s; the price %s is %s away from the mark price %s"
                        .formatted(
                                name(),
                                own.whose(),
                                Caps.percent(most),
                                price,
                                Caps.share(apart, mark),
                                Decimals.plain(mark)));
    }
}
