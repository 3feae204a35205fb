package dev.asterbridge.risk;

import dev.asterbridge.risk.Limits.Own;

/** The leverage that a symbol may be traded with. */
final class LeverageRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_LEVERAGE.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Finding first = check(order, limits.symbol());
        return first == Finding.FINE ? check(order, limits.strategy()) : first;
    }

    private Finding check(Exposure order, Own own) {
        Integer most = own.caps().leverage();
        if (most == null) {
            return Finding.FINE;
        }
        int leverage = order.leverage().get();
        if (leverage < 1) {
            return new Finding.Unknown("the exchange shows no leverage of " + order.symbol());
        }
        return leverage <= most
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %d; the order would be traded with %d on %s"
                        .formatted(name(), own.whose(), most, leverage, order.symbol()));
    }
}
