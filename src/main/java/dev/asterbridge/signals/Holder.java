package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Says what a strategy holds. While nobody on the symbol has a name, that is what the account holds; else it is what its
 * own fills came to, and all of them together must be what the account holds.
 */
@Component
class Holder {

    private final PositionReader positions;
    private final HoldingRecords records;
    private final OrderQueries orders;
    private final Journal journal;

    Holder(PositionReader positions, HoldingRecords records, OrderQueries orders, Journal journal) {
        this.positions = positions;
        this.records = records;
        this.orders = orders;
        this.journal = journal;
    }

    /**
     * @param asFarAsKnown whether of what nobody can explain so much is taken for the strategy's as is on record and held; enough
     *     for an exit
     * @throws Unexplained when the account holds something else than its strategies do together
     */
    List<Held> held(Signal signal, boolean asFarAsKnown) {
        List<Position> held = positions.of(signal.symbol());
        List<Holding> holdings = journal.read(sql -> records.of(sql, signal.symbol()));
        boolean named = !signal.strategy().isEmpty()
                || holdings.stream()
                        .anyMatch(it -> !it.strategy().isEmpty() && it.amount().signum() != 0)
                || isUnderWayForOthers(signal);
        return held.stream()
                .map(position -> !signal.isOfAll() && (named || saysHowItEnds(signal))
                        ? ofStrategy(signal, position, holdings, asFarAsKnown)
                        : new Held(position.positionSide(), position.amount(), position.amount()))
                .toList();
    }

    /** What is not proven may have been filled, and be a strategy's with a name. */
    private boolean isUnderWayForOthers(Signal signal) {
        return journal.read(sql -> orders.live(sql, signal.symbol())).stream()
                .anyMatch(attempt -> !attempt.leg().strategy().isEmpty());
    }

    /** Exits belong to what is on record: what it does not know must not go without those that are for it. */
    private static boolean saysHowItEnds(Signal signal) {
        return signal.intent() instanceof Signal.Target target
                && !target.entry().exits().equals(Exits.NONE);
    }

    private Held ofStrategy(Signal signal, Position position, List<Holding> holdings, boolean asFarAsKnown) {
        PositionSide side = position.positionSide();
        List<Holding> there =
                holdings.stream().filter(it -> it.positionSide() == side).toList();
        BigDecimal together = there.stream().map(Holding::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal gross = there.stream().map(it -> it.amount().abs()).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean isExplained = together.compareTo(position.amount()) == 0;
        if (!isExplained && !asFarAsKnown) {
            throw new Unexplained("%s %s of %s is held, the strategies hold %s together"
                    .formatted(side, plain(position.amount()), signal.symbol(), plain(together)));
        }
        Holding own = there.stream()
                .filter(it -> it.strategy().equals(signal.strategy()))
                .findFirst()
                .orElse(new Holding(signal.strategy(), side, BigDecimal.ZERO, null));
        return new Held(
                side,
                isExplained ? own.amount() : bounded(own.amount(), position.amount()),
                position.amount(),
                gross.max(position.amount().abs()),
                entryPrice(signal.symbol(), position, own),
                position.markPrice(),
                own.guard() == null ? "" : own.guard().exits());
    }

    private static BigDecimal bounded(BigDecimal own, BigDecimal account) {
        if (own.signum() != account.signum()) {
            return BigDecimal.ZERO;
        }
        return own.signum() > 0 ? own.min(account) : own.max(account);
    }

    /** Of what several hold together each has entered where its own orders were filled. */
    private BigDecimal entryPrice(Symbol symbol, Position position, Holding own) {
        return own.amount().compareTo(position.amount()) == 0
                ? position.entryPrice()
                : journal.read(sql -> records.entryPrice(sql, symbol, own)).orElse(position.entryPrice());
    }
}
