package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.risk.Limits.Own;
import java.math.BigDecimal;

/** What one order may be worth. */
final class OrderNotionalRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_ORDER_NOTIONAL.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Finding first = check(order, limits.symbol());
        return first == Finding.FINE ? check(order, limits.strategy()) : first;
    }

    private Finding check(Exposure order, Own own) {
        BigDecimal most = own.caps().orderNotional();
        if (most == null) {
            return Finding.FINE;
        }
        BigDecimal worth = order.quantity().value().multiply(order.dearest());
        return worth.compareTo(most) <= 0
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %s USDT; the order would be worth %s USDT (%s %s at %s)"
                        .formatted(
                                name(),
                                own.whose(),
                                Decimals.plain(most),
                                Decimals.plain(worth),
                                order.quantity(),
                                order.symbol(),
                                Decimals.plain(order.dearest())));
    }
}
