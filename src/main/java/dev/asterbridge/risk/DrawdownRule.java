package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import java.math.BigDecimal;

/** How far the equity may fall from its highest, with what is not realised. */
final class DrawdownRule implements RiskRule {

    static final String NAME = Caps.Name.MAX_DRAWDOWN.text();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        if (limits.account().drawdown() == null) {
            return Finding.FINE;
        }
        return account.fresh()
                .map(reading -> judge(limits.account(), reading))
                .orElseGet(() -> new Finding.Unknown(account.unread()));
    }

    static Finding judge(Caps caps, Reading reading) {
        BigDecimal most = caps.drawdown();
        BigDecimal peak = reading.peak();
        if (most == null) {
            return Finding.FINE;
        }
        if (peak == null) {
            return new Finding.Unknown("the peak is taken anew with the next reading of the account");
        }
        if (peak.signum() <= 0) {
            return new Finding.Unknown("there was never any equity");
        }
        BigDecimal fallen = peak.subtract(reading.equity());
        return fallen.compareTo(peak.multiply(most)) < 0
                ? Finding.FINE
                : new Finding.Exceeded("%s of the account is %s; its equity of %s USDT is %s below its peak of %s USDT"
                        .formatted(
                                NAME,
                                Caps.percent(most),
                                Decimals.plain(reading.equity()),
                                Caps.share(fallen, peak),
                                Decimals.plain(peak)));
    }
}
