package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Runs strategies: places their legs and cancels them as the legs they are tied to go on.
 *
 * <p>A strategy is begun whole or not at all. A leg that is refused later, when its turn comes, is {@code REJECTED} and
 * nothing else happens: whoever relied on it has to look.
 */
final class Strategies {

    private final Market market;
    private final OrderStore orders;
    private final StrategyStore strategies;
    private final Admission admission;
    private final Intake intake;
    private final Settlement settlement;

    Strategies(
            Market market,
            OrderStore orders,
            StrategyStore strategies,
            Admission admission,
            Intake intake,
            Settlement settlement) {
        this.market = market;
        this.orders = orders;
        this.strategies = strategies;
        this.admission = admission;
        this.intake = intake;
        this.settlement = settlement;
    }

    /** Begins a strategy; the answer is its state after its first orders were worked. */
    StrategyAnswer begin(NewStrategy asked, long now) {
        long id = strategies.nextId();
        String name = Optional.ofNullable(asked.clientStrategyId()).orElse("paper-" + id);
        Strategy strategy = new Strategy(id, name, asked.type(), StrategyStatus.WORKING, asked.legs(), now, now);
        try {
            checkNames(strategy);
            strategy.legs().forEach(leg -> foresee(strategy, leg, now));
        } catch (VenueError refused) {
            return reject(strategy, refused, now);
        }
        return placeFirst(strategy, now);
    }

    /** Lets legs do what others demand of them, until nothing moves any more. */
    void follow(long now) {
        boolean moved = true;
        while (moved) {
            moved = endOrphans(now);
            for (Strategy strategy : strategies.working()) {
                moved |= advance(strategy, now);
            }
        }
    }

    /** Throws what is wrong with a leg that is to be placed now or later. */
    void foresee(Strategy strategy, StrategyLeg leg, long now) {
        try {
            if (leg.startsAtOnce()) {
                admission.admit(leg.asked(), now);
            } else {
                leg.links(LegTrigger.PLACE_ORDER).forEach(link -> {
                    Quote then = expected(strategy.leg(link.drivenId()).asked());
                    admission.foresee(leg.asked(), then, now);
                });
            }
        } catch (VenueError refused) {
            throw inWordsOfStrategies(refused);
        }
    }

    /** A trigger price on the wrong side has a code of its own here. */
    static VenueError inWordsOfStrategies(VenueError refused) {
        return refused.code() == -2021
                ? new VenueError(-4142, "REJECT: take profit or stop order will be triggered immediately")
                : refused;
    }

    private void checkNames(Strategy strategy) {
        boolean taken = strategies
                .findWorking(other -> other.clientStrategyId().equals(strategy.clientStrategyId()))
                .isPresent();
        long named = strategy.legs().stream()
                .filter(leg -> leg.asked().clientOrderId() != null)
                .count();
        long names = strategy.legs().stream()
                .flatMap(leg -> Optional.ofNullable(leg.asked().clientOrderId()).stream())
                .distinct()
                .count();
        if (taken || names < named) {
            throw new VenueError(-4116, "ClientOrderId is duplicated.");
        }
    }

    /** The market as it will be when an order is filled: at the price the order waits for, if it waits for one. */
    private Quote expected(NewOrder driver) {
        Quote quote = market.live(driver.symbol());
        BigDecimal price = driver.stopPrice() != null ? driver.stopPrice() : driver.price();
        if (price == null || (driver.type() == VenueOrderType.LIMIT && isReached(price, driver.side(), quote))) {
            return quote;
        }
        return quote.at(price);
    }

    private static boolean isReached(BigDecimal limit, Side side, Quote quote) {
        int distance = limit.compareTo(quote.last());
        return side == Side.BUY ? distance >= 0 : distance <= 0;
    }

    private StrategyAnswer placeFirst(Strategy strategy, long now) {
        Strategy begun = strategy;
        for (StrategyLeg leg : strategy.legs()) {
            if (!leg.startsAtOnce() || begun.demands(leg, LegTrigger.CANCEL_ORDER)) {
                continue;
            }
            try {
                begun = begun.with(leg.seen(intake.take(leg.asked(), now)));
            } catch (VenueError refused) {
                return reject(begun, inWordsOfStrategies(refused), now);
            }
        }
        Strategy kept = strategies.put(begun.changed(now));
        follow(now);
        return StrategyAnswer.taken(strategies.newest(kept));
    }

    private StrategyAnswer reject(Strategy strategy, VenueError why, long now) {
        Strategy ended = strategy.map(leg -> {
            VenueOrder order = leg.order();
            return order == null ? leg.ended(LegStatus.REJECTED) : leg.seen(cancelled(order, now));
        });
        return StrategyAnswer.refused(strategies.put(ended.rejected(now)), why);
    }

    private VenueOrder cancelled(VenueOrder order, long now) {
        return order.open() ? orders.put(order.ended(OrderStatus.CANCELED, now)) : order;
    }

    /** Orders that do not outlive their position. */
    private boolean endOrphans(long now) {
        List<VenueOrder> orphans = orders.open().stream()
                .filter(order -> order.timeInForce() == TimeInForce.GTE_GTC)
                .filter(order -> settlement.closable(order).signum() == 0)
                .toList();
        orphans.forEach(order -> orders.put(order.ended(OrderStatus.EXPIRED, now)));
        return !orphans.isEmpty();
    }

    private boolean advance(Strategy strategy, long now) {
        Strategy next = strategy.map(this::refreshed);
        for (StrategyLeg leg : strategy.legs()) {
            next = next.with(moved(next, next.leg(leg.subId()), now));
        }
        if (next.legs().equals(strategy.legs())) {
            return false;
        }
        strategies.put(next.changed(now));
        return true;
    }

    private StrategyLeg refreshed(StrategyLeg leg) {
        VenueOrder order = leg.order();
        return order == null || leg.status().isFinal()
                ? leg
                : orders.newest(order).map(leg::seen).orElse(leg);
    }

    private StrategyLeg moved(Strategy strategy, StrategyLeg leg, long now) {
        VenueOrder order = leg.order();
        if (leg.status().isFinal()) {
            return leg;
        }
        if (strategy.demands(leg, LegTrigger.CANCEL_ORDER)) {
            return order == null ? leg.ended(LegStatus.CANCELED) : leg.seen(cancelled(order, now));
        }
        if (order != null) {
            return leg;
        }
        if (strategy.demands(leg, LegTrigger.PLACE_ORDER)) {
            return placed(leg, now);
        }
        return strategy.abandons(leg) ? leg.ended(LegStatus.EXPIRED) : leg;
    }

    private StrategyLeg placed(StrategyLeg leg, long now) {
        try {
            return leg.seen(intake.take(leg.asked(), now));
        } catch (VenueError refused) {
            return leg.ended(LegStatus.REJECTED);
        }
    }
}
