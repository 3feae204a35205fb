package dev.asterbridge.risk;

import org.jspecify.annotations.Nullable;

/** How many orders may add exposure within a minute: of the account, on the symbol, of the strategy. */
final class OrdersPerMinuteRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_ORDERS_PER_MINUTE.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        AccountState.Counts counts = account.lastMinute();
        Finding all = check(counts.account(), limits.account().ordersPerMinute(), "the account");
        Finding symbol = check(
                counts.symbol(),
                limits.symbol().caps().ordersPerMinute(),
                limits.symbol().whose());
        Finding strategy = check(
                counts.strategy(),
                limits.strategy().caps().ordersPerMinute(),
                limits.strategy().whose());
        return all != Finding.FINE ? all : symbol != Finding.FINE ? symbol : strategy;
    }

    private Finding check(int count, @Nullable Integer most, String whose) {
        return most == null || count < most
                ? Finding.FINE
                : new Finding.Exceeded("%s of %s is %d; the order would be number %d within a minute"
                        .formatted(name(), whose, most, count + 1));
    }
}
