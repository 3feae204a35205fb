package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.risk.Limits.Own;
import java.math.BigDecimal;

/** How far a limit may be from the mark price, to either side. */
final class PriceDeviationRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_PRICE_DEVIATION.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Price limit = order.limit();
        if (limit == null) {
            return Finding.FINE;
        }
        Finding first = check(order, limit, limits.symbol());
        return first == Finding.FINE ? check(order, limit, limits.strategy()) : first;
    }

    private Finding check(Exposure order, Price limit, Own own) {
        BigDecimal most = own.caps().priceDeviation();
        if (most == null) {
            return Finding.FINE;
        }
        BigDecimal mark = order.mark();
        BigDecimal apart = limit.value().subtract(mark).abs();
        return apart.compareTo(mark.multiply(most)) <= 0
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %s; the limit %s is %s away from the mark price %s"
                        .formatted(
                                name(),
                                own.whose(),
                                Caps.percent(most),
                                limit,
                                Caps.share(apart, mark),
                                Decimals.plain(mark)));
    }
}
