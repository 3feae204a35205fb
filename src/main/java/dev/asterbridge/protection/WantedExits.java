package dev.asterbridge.protection;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.OrderTerms.Kind;
import dev.asterbridge.exchange.OrderTerms.WorkingType;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.orders.StandingOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The exits that should rest for one position, the protecting ones first; a pure function of what is held and what was
 * taken out before.
 *
 * <p>Prices are put on the symbol's ticks towards the price of entry: what ends a position goes a tick earlier rather than
 * later. All of them are triggered by the mark price, which a single odd trade does not move.
 */
final class WantedExits {

    private final InstrumentRules rules;
    private final boolean isLong;
    private final Guard guard;
    private final Exits exits;
    private final BigDecimal size;
    private final List<Exit> wanted = new ArrayList<>();

    private WantedExits(InstrumentRules rules, Side direction, Guard guard, BigDecimal size) {
        this.rules = rules;
        this.isLong = direction == Side.BUY;
        this.guard = guard;
        this.exits = Exits.of(guard.exits());
        this.size = floor(size);
    }

    /**
     * Works them out.
     *
     * @param direction the side that opened the position
     * @param size how much of it can be ended; base asset units
     * @param before the orders of the guard's signal that the exchange has shown, ended or not
     */
    static List<Exit> of(
            InstrumentRules rules, Side direction, Guard guard, BigDecimal size, List<StandingOrder> before) {
        WantedExits it = new WantedExits(rules, direction, guard, size);
        it.stop();
        it.trail();
        it.takes(before);
        return it.wanted;
    }

    private void stop() {
        if (exits.stop() != null) {
            BigDecimal price = guard.even() ? guard.price() : exits.stop().from(guard.price(), !isLong);
            add(Exit.STOP, triggered(Kind.STOP, price), size);
        }
    }

    private void trail() {
        if (exits.trail() != null) {
            Level from = exits.trail().from();
            Price activation = from == null ? null : onTick(from.from(guard.price(), isLong), !isLong);
            add(
                    Exit.TRAIL,
                    new OrderTerms.Trailing(exits.trail().callback(), WorkingType.MARK_PRICE, activation),
                    size);
        }
    }

    /**
     * Shares are of what was opened; one that was taken is not taken again when the position grows, unless it does so by what
     * is filled later of the same order: there the price has come back.
     */
    private void takes(List<StandingOrder> before) {
        BigDecimal opened = size.add(executed(before, role -> role.startsWith("take-")));
        BigDecimal sharedOut = BigDecimal.ZERO;
        BigDecimal left = size;
        for (int i = 0; i < exits.takes().size(); i++) {
            Exits.Take take = exits.takes().get(i);
            boolean rest = exits.takesAll() && i == exits.takes().size() - 1;
            BigDecimal share = rest
                    ? opened.subtract(sharedOut)
                    : floor(opened.multiply(take.share()).movePointLeft(2));
            sharedOut = sharedOut.add(share);
            String role = Exit.take(i + 1);
            BigDecimal quantity =
                    floor(share.subtract(executed(before, role::equals)).min(left));
            if (!isDone(role, before) && quantity.signum() > 0) {
                left = left.subtract(quantity);
                add(role, triggered(Kind.TAKE_PROFIT, take.at().from(guard.price(), isLong)), quantity);
            }
        }
    }

    private static boolean isDone(String role, List<StandingOrder> before) {
        List<StandingOrder> its =
                before.stream().filter(order -> isOf(order, role)).toList();
        List<StandingOrder> filled = its.stream()
                .filter(order -> order.status() == OrderStatus.FILLED)
                .toList();
        return !filled.isEmpty()
                && its.stream().noneMatch(StandingOrder::rests)
                && before.stream()
                        .filter(order -> !order.order().leg().isExit()
                                && order.executed().signum() > 0)
                        .noneMatch(entry -> filled.stream().allMatch(entry::movedAfter));
    }

    private static BigDecimal executed(List<StandingOrder> before, Predicate<String> role) {
        return before.stream()
                .filter(order -> role.test(order.order().leg().purpose().role()))
                .map(StandingOrder::executed)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isOf(StandingOrder order, String role) {
        return order.order().leg().purpose().role().equals(role);
    }

    private OrderTerms triggered(Kind kind, BigDecimal price) {
        return new OrderTerms.Triggered(
                kind, onTick(price, isLong == (kind == Kind.STOP)), WorkingType.MARK_PRICE, null);
    }

    /** No price is below the least one: a stop that is further away than the price is high is as good as none. */
    private Price onTick(BigDecimal price, boolean up) {
        Grid grid = rules.price();
        BigDecimal least = grid.min().signum() > 0 ? grid.min() : grid.step();
        BigDecimal bounded = price.max(least);
        return new Price((up ? grid.ceiling(bounded) : grid.floor(bounded)).max(least));
    }

    /** As many orders as it takes. */
    private void add(String role, OrderTerms terms, BigDecimal quantity) {
        BigDecimal most = most(rules);
        BigDecimal left = quantity;
        while (left.signum() > 0) {
            BigDecimal part = most.signum() > 0 ? left.min(most) : left;
            wanted.add(new Exit(role, terms, part));
            left = left.subtract(part);
        }
    }

    /** How much one order at market may be for; zero where there is no bound. */
    static BigDecimal most(InstrumentRules rules) {
        BigDecimal lot = rules.lot().max();
        BigDecimal market = rules.marketLot().max();
        BigDecimal most = market.signum() <= 0 || (lot.signum() > 0 && lot.compareTo(market) < 0) ? lot : market;
        return most.signum() > 0 ? rules.marketLot().floor(rules.lot().floor(most)) : most;
    }

    private BigDecimal floor(BigDecimal quantity) {
        if (quantity.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal floor = rules.marketLot().floor(rules.lot().floor(quantity));
        return rules.lot().isBelowMin(floor) ? BigDecimal.ZERO : floor.max(BigDecimal.ZERO);
    }
}
