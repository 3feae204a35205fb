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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what a strategy holds. While nobody on the symbol has a name, that is what the account holds; else it is what its
 * own fills came to, and all of them together must be what the account holds.
 */
@Component
class Holder {

    /** What the exchange shows of a position may lag behind its fills; the clocks of instances differ. */
    private static final Duration LAG = Duration.ofSeconds(3);

    private final PositionReader positions;
    private final HoldingRecords records;
    private final OrderQueries orders;
    private final Journal journal;
    private final InstantSource clock;

    /** @param clock by which fills are put on record, or one close to it */
    Holder(
            PositionReader positions,
            HoldingRecords records,
            OrderQueries orders,
            Journal journal,
            InstantSource clock) {
        this.positions = positions;
        this.records = records;
        this.orders = orders;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What is held is also compared while nobody on the symbol has a name, when something was filled just now: it may not be
     * shown yet. What people trade there by hand is taken as it is shown.
     *
     * @param asFarAsKnown whether of what nobody can explain so much is taken for the strategy's as is on record and held; enough
     *     for an exit
     * @throws Unexplained when the account holds something else than its strategies do together
     */
    List<Held> held(Signal signal, boolean asFarAsKnown) {
        List<Position> held = positions.of(signal.symbol());
        List<Holding> holdings = journal.read(sql -> records.of(sql, signal.symbol()));
        List<Shown> shown = Shown.of(held, holdings);
        boolean named = !signal.strategy().isEmpty()
                || holdings.stream()
                        .anyMatch(it -> !it.strategy().isEmpty() && it.amount().signum() != 0)
                || isUnderWayForOthers(signal);
        boolean shared = !signal.isOfAll() && (named || saysHowItEnds(signal));
        shown.stream()
                .filter(it -> !it.isExplained() && !isEnough(it, signal, shared, asFarAsKnown))
                .findFirst()
                .ifPresent(it -> {
                    throw new Unexplained("%s %s of %s is held, the strategies hold %s together"
                            .formatted(it.side(), plain(it.account()), signal.symbol(), plain(it.together())));
                });
        return shown.stream()
                .map(it -> shared ? ofStrategy(signal, it) : new Held(it.side(), it.account(), it.account()))
                .toList();
    }

    /** Whether an order may be planned by what is shown, although it is not what is on record. */
    private boolean isEnough(Shown shown, Signal signal, boolean shared, boolean asFarAsKnown) {
        boolean taken = asFarAsKnown || (!shared && !shown.isMissing());
        return taken && !isFilledJustNow(signal);
    }

    /** While something is not proven, that explains it as well; what is shown is enough for what does not wait for it. */
    private boolean isFilledJustNow(Signal signal) {
        Instant now = clock.instant();
        return journal.read(sql -> orders.live(sql, signal.symbol()).isEmpty()
                && orders.isFilled(sql, signal.symbol(), now.minus(LAG), now.plus(LAG)));
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

    private Held ofStrategy(Signal signal, Shown shown) {
        BigDecimal account = shown.account();
        BigDecimal gross = shown.there().stream().map(it -> it.amount().abs()).reduce(BigDecimal.ZERO, BigDecimal::add);
        Holding own = shown.there().stream()
                .filter(it -> it.strategy().equals(signal.strategy()))
                .findFirst()
                .orElse(new Holding(signal.strategy(), shown.side(), BigDecimal.ZERO, null));
        return new Held(
                shown.side(),
                shown.isExplained() ? own.amount() : bounded(own.amount(), account),
                account,
                gross.max(account.abs()),
                entryPrice(signal.symbol(), shown, own),
                shown.markPrice(),
                own.guard() == null ? "" : own.guard().exits());
    }

    private static BigDecimal bounded(BigDecimal own, BigDecimal account) {
        if (own.signum() != account.signum()) {
            return BigDecimal.ZERO;
        }
        return own.signum() > 0 ? own.min(account) : own.max(account);
    }

    /** Of what several hold together each has entered where its own orders were filled. */
    private BigDecimal entryPrice(Symbol symbol, Shown shown, Holding own) {
        return own.amount().compareTo(shown.account()) == 0
                ? shown.entryPrice()
                : journal.read(sql -> records.entryPrice(sql, symbol, own)).orElse(shown.entryPrice());
    }

    /**
     * What the exchange shows on one side, beside what is on record there.
     *
     * @param position absent where it shows none at all
     */
    private record Shown(PositionSide side, @Nullable Position position, List<Holding> there) {

        static List<Shown> of(List<Position> positions, List<Holding> holdings) {
            Map<PositionSide, Position> bySide = new EnumMap<>(PositionSide.class);
            positions.forEach(position -> bySide.put(position.positionSide(), position));
            Set<PositionSide> sides = EnumSet.noneOf(PositionSide.class);
            sides.addAll(bySide.keySet());
            holdings.stream().filter(it -> it.amount().signum() != 0).forEach(it -> sides.add(it.positionSide()));
            return sides.stream()
                    .map(side -> new Shown(
                            side,
                            bySide.get(side),
                            holdings.stream()
                                    .filter(it -> it.positionSide() == side)
                                    .toList()))
                    .toList();
        }

        boolean isMissing() {
            return position == null;
        }

        BigDecimal account() {
            return position == null ? BigDecimal.ZERO : position.amount();
        }

        BigDecimal entryPrice() {
            return position == null ? BigDecimal.ZERO : position.entryPrice();
        }

        BigDecimal markPrice() {
            return position == null ? BigDecimal.ZERO : position.markPrice();
        }

        BigDecimal together() {
            return there.stream().map(Holding::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        boolean isExplained() {
            return together().compareTo(account()) == 0;
        }
    }
}
