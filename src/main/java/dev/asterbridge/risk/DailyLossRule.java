package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import java.math.BigDecimal;

/** What may be lost since midnight UTC, with what is not realised. */
final class DailyLossRule implements RiskRule {

    static final String NAME = Caps.Name.MAX_DAILY_LOSS.text();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        if (limits.account().dailyLoss() == null) {
            return Finding.FINE;
        }
        return account.fresh()
                .map(reading -> judge(limits.account(), reading))
                .orElseGet(() -> new Finding.Unknown(account.unread()));
    }

    static Finding judge(Caps caps, Reading reading) {
        Loss most = caps.dailyLoss();
        BigDecimal start = reading.dayStart();
        if (most == null) {
            return Finding.FINE;
        }
        if (start == null) {
            return new Finding.Unknown("the day's loss counts from the next reading of the account");
        }
        if (most.part() && start.signum() <= 0) {
            return new Finding.Unknown("the day began with an equity of %s USDT".formatted(Decimals.plain(start)));
        }
        BigDecimal lost = start.subtract(reading.equity());
        return lost.compareTo(most.of(start)) < 0
                ? Finding.FINE
                : new Finding.Exceeded("%s of the account is %s; it lost %s USDT of %s USDT since midnight UTC"
                        .formatted(NAME, most, Decimals.plain(lost), Decimals.plain(start)));
    }
}
