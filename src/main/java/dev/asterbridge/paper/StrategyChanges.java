package dev.asterbridge.paper;

import dev.asterbridge.exchange.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Changes legs of strategies. A leg that waits is changed as it is; an order that is open and untouched is replaced under
 * the same ids; anything else cannot be changed any more ({@code -4000}).
 */
final class StrategyChanges {

    private final StrategyStore strategies;
    private final Strategies running;
    private final Intake intake;

    StrategyChanges(StrategyStore strategies, Strategies running, Intake intake) {
        this.strategies = strategies;
        this.running = running;
        this.intake = intake;
    }

    /** One answer, whatever becomes of it: legs change or fail by themselves. */
    LegAnswer change(long strategyId, StrategyType type, LegChange change, long now) {
        @Nullable
        Strategy strategy = strategies
                .findWorking(other -> other.strategyId() == strategyId && other.type() == type)
                .orElse(null);
        if (strategy == null) {
            return LegAnswer.refused(change.subId(), null, new VenueError(-4124, "Strategy does not exist."));
        }
        try {
            StrategyLeg changed = changed(strategy, change, now);
            Strategy kept = strategies.put(strategy.with(changed).changed(now));
            running.follow(now);
            return new LegAnswer(change.subId(), strategies.newest(kept), 0, "");
        } catch (VenueError refused) {
            return LegAnswer.refused(change.subId(), strategy, Strategies.inWordsOfStrategies(refused));
        }
    }

    private StrategyLeg changed(Strategy strategy, LegChange change, long now) {
        if (change.subId() < 1 || change.subId() > strategy.legs().size()) {
            throw new VenueError(-1130, "Data sent for parameter 'strategySubId' is not valid.");
        }
        StrategyLeg leg = strategy.leg(change.subId());
        StrategyLeg otherwise = leg.asking(change.of(leg.asked()));
        VenueOrder order = leg.order();
        if (order == null && leg.status() == LegStatus.PENDING) {
            running.foresee(strategy, otherwise, now);
            return otherwise;
        }
        if (order == null || order.status() != OrderStatus.NEW || order.type() != order.originalType()) {
            throw new VenueError(-4000, "Invalid order status.");
        }
        return otherwise.seen(intake.replace(order, otherwise.asked(), now));
    }
}
