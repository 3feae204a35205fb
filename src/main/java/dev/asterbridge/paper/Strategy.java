package dev.asterbridge.paper;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Orders that place and cancel each other, at one moment of their life.
 *
 * <p>Part of the stored state: its methods are named so that no JSON mapper takes them for properties.
 *
 * @param legs by their numbers, without a gap
 * @param bookTime taken at, milliseconds
 * @param updateTime last changed at, milliseconds
 */
record Strategy(
        long strategyId,
        String clientStrategyId,
        StrategyType type,
        StrategyStatus status,
        List<StrategyLeg> legs,
        long bookTime,
        long updateTime) {

    Strategy {
        legs = List.copyOf(legs);
    }

    boolean working() {
        return status == StrategyStatus.WORKING;
    }

    StrategyLeg leg(int subId) {
        return legs.get(subId - 1);
    }

    /** Whether another leg makes this one do something by now. */
    boolean demands(StrategyLeg leg, LegTrigger trigger) {
        return leg.links(trigger).anyMatch(link -> link.on().happenedTo(leg(link.drivenId())));
    }

    /** Whether the legs that would place this one have ended without doing so. */
    boolean abandons(StrategyLeg leg) {
        return leg.links(LegTrigger.PLACE_ORDER)
                .allMatch(link -> leg(link.drivenId()).status().isFinal());
    }

    Strategy with(StrategyLeg changed) {
        return map(leg -> leg.subId() == changed.subId() ? changed : leg);
    }

    Strategy map(UnaryOperator<StrategyLeg> change) {
        List<StrategyLeg> changed = legs.stream().map(change).toList();
        return new Strategy(strategyId, clientStrategyId, type, status, changed, bookTime, updateTime);
    }

    Strategy rejected(long now) {
        return new Strategy(strategyId, clientStrategyId, type, StrategyStatus.REJECTED, legs, bookTime, now);
    }

    /** The strategy after a change: it has ended with its last leg. */
    Strategy changed(long now) {
        boolean over = legs.stream().allMatch(leg -> leg.status().isFinal());
        StrategyStatus after = over ? StrategyStatus.EXPIRED : StrategyStatus.WORKING;
        return new Strategy(strategyId, clientStrategyId, type, after, legs, bookTime, now);
    }
}
