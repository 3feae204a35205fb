package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.protection.Exits;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of the orders that a strategy has at rest when its next target is planned. The target takes their place: what
 * was asked for before would be filled beyond what is wanted now, unless it is just that. Other strategies' orders and exits
 * are none of them. A pure function of the plan and what rests.
 */
sealed interface Succession {

    /** What is to be done as soon as nothing is in its way. */
    Plan plan();

    /** What is to be cancelled for it; empty where all stays. */
    List<StandingOrder> replaced();

    /** All stays: nothing rests, or nothing will come in its place. */
    record Keep(Plan plan) implements Succession {

        @Override
        public List<StandingOrder> replaced() {
            return List.of();
        }
    }

    /**
     * All stays: the one order that rests is the one that would be placed.
     *
     * @param order that one
     * @param entry as it was asked for last; for how long it may rest counts from now on
     */
    record Already(Plan.Done plan, StandingOrder order, Entry entry) implements Succession {

        @Override
        public List<StandingOrder> replaced() {
            return List.of();
        }
    }

    /** An exit that does not wait; what rests is looked at again after it. */
    record Afterwards(Plan.Go plan, List<StandingOrder> replaced) implements Succession {}

    /** Before anything is ordered; it is planned again after it. */
    record Before(Plan plan, List<StandingOrder> replaced) implements Succession {}

    /** Nothing comes in its place: what is wanted instead is refused, and is planned again after it. */
    record Withdrawn(Plan.Stop plan, List<StandingOrder> replaced) implements Succession {}

    /**
     * What becomes of them.
     *
     * @param earlier what {@link #earlier} has found
     */
    static Succession of(Plan plan, List<StandingOrder> earlier) {
        if (earlier.isEmpty()) {
            return new Keep(plan);
        }
        if (plan instanceof Plan.Stop stop) {
            Plan.Missing missing = stop.missing();
            boolean isWanted = earlier.size() == 1 && missing != null && isFor(missing, earlier.getFirst());
            return isWanted || !stop.understood() ? new Keep(plan) : new Withdrawn(stop, earlier);
        }
        if (plan instanceof Plan.Go go) {
            if (go.isExit() && go.order().terms().endsAtOnce()) {
                return new Afterwards(go.withMore(), earlier);
            }
            StandingOrder newest = earlier.getLast();
            if (earlier.size() == 1 && isFor(go.missing(), newest)) {
                Duration most = go.entry().expireAfter();
                return new Already(
                        new Plan.Done("%s: what is missing rests already, as %s%s"
                                .formatted(
                                        go.order().symbol(),
                                        newest.order().id(),
                                        most == null ? "" : ", and may for another " + most)),
                        newest,
                        go.entry());
            }
        }
        return new Before(plan, earlier);
    }

    /**
     * What a target may take the place of: what rests of the strategy's own orders, and was asked for by other signals.
     *
     * @param id the target's own
     * @param standing what rests of the symbol
     */
    static List<StandingOrder> earlier(Signal signal, String id, List<StandingOrder> standing) {
        if (!signal.isTarget()) {
            return List.of();
        }
        return standing.stream()
                .filter(StandingOrder::rests)
                .filter(order -> {
                    Leg leg = order.order().leg();
                    return !leg.isExit()
                            && leg.strategy().equals(signal.strategy())
                            && !leg.signalId().equals(id);
                })
                .toList();
    }

    /** Of the end of what it opens. */
    private static boolean saysNothingNew(Exits exits, StandingOrder order) {
        return exits.equals(Exits.NONE)
                || exits.toString().equals(order.order().leg().purpose().exits());
    }

    private static boolean isFor(Plan.Missing missing, StandingOrder order) {
        OrderRequest resting = order.order().request();
        OrderRequest wanted = missing.order();
        return resting.side() == wanted.side()
                && resting.positionSide() == wanted.positionSide()
                && resting.terms().toString().equals(wanted.terms().toString())
                && order.left().compareTo(wanted.quantity().value()) == 0
                && saysNothingNew(missing.entry().exits(), order);
    }
}
