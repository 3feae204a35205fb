package dev.asterbridge.paper;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Books what positions pay or earn for being held at a funding time: the notional at the mark price times the rate.
 *
 * <p>Funding times are the multiples of the symbol's interval since the epoch, so that eight hours mean 00:00, 08:00 and
 * 16:00 UTC. What became due while nobody asked, the process not running included, is booked with the present rate and
 * mark price, once for each time. An isolated position pays from its own margin.
 */
final class Funding {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Market market;
    private final PositionStore positions;
    private final Ledger ledger;
    private final Margin margin;
    private final FundingRates rates;

    Funding(Market market, PositionStore positions, Ledger ledger, Margin margin, FundingRates rates) {
        this.market = market;
        this.positions = positions;
        this.ledger = ledger;
        this.margin = margin;
        this.rates = rates;
    }

    /** Books all that became due up to now; while a position is not quoted yet, after a restart, nothing is. */
    void book(long now) {
        long until = Math.floorDiv(now, HOUR) * HOUR;
        long from = ledger.fundedUntil();
        List<Held> held = positions.all();
        boolean unquoted = held.stream()
                .anyMatch(position -> market.quote(position.symbol()).isEmpty());
        if (until <= from || unquoted) {
            return;
        }
        ledger.fundUntil(until);
        if (from > 0) {
            held.forEach(position -> pay(position, from, until));
        }
    }

    private void pay(Held position, long from, long until) {
        long interval = market.instrument(position.symbol()).fundingHours() * HOUR;
        for (long time = next(from, interval); time <= until; time += interval) {
            BigDecimal paid = Usdt.round(margin.notional(position).multiply(rates.rate(position.symbol())));
            ledger.post(position.symbol(), IncomeType.FUNDING_FEE, paid.negate(), null, time);
            if (margin.isolated(position.symbol())) {
                Held before = positions.get(position.symbol(), position.positionSide());
                positions.put(before.withIsolatedWallet(before.isolatedWallet().subtract(paid)));
            }
        }
    }

    /** The first funding time after a moment; milliseconds. */
    static long next(long after, int hours) {
        return next(after, hours * HOUR);
    }

    private static long next(long after, long interval) {
        return (Math.floorDiv(after, interval) + 1) * interval;
    }
}
