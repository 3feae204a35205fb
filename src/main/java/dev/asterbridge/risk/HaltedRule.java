package dev.asterbridge.risk;

/** Nothing new while trading is halted. */
final class HaltedRule implements RiskRule {

    @Override
    public String name() {
        return "halted";
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        return account.halts().stream()
                .filter(halt -> halt.scope().covers(order))
                .<Finding>map(Finding.Halted::new)
                .findFirst()
                .orElse(Finding.FINE);
    }
}
