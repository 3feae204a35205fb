package dev.asterbridge.protection;

import static java.util.stream.Collectors.toSet;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.orders.StandingOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What should rest of one symbol, and what does; a pure function of the journal.
 *
 * @param books what is held and should be ended somehow
 * @param stray what rests and ends nothing any more, exits or not
 * @param entries what rests to open something
 */
record Scene(List<Book> books, List<StandingOrder> stray, List<StandingOrder> entries) {

    /**
     * One position with exits.
     *
     * @param missing exits that should rest, and do not
     * @param surplus exits that rest, and should not
     * @param uncovered how much of it should be protected, and is not
     */
    record Book(
            Holding held,
            Guard guard,
            Exits exits,
            List<Exit> missing,
            List<StandingOrder> surplus,
            BigDecimal uncovered) {

        String name() {
            return held.strategy() + "|" + held.positionSide();
        }

        boolean isNaked() {
            return uncovered.signum() > 0;
        }

        /** How far the price has to come for the stop to move; absent when it has moved, or never will. */
        boolean waitsForEven() {
            return exits.even() != null && !guard.even();
        }

        boolean isEven(BigDecimal mark) {
            boolean isLong = held.amount().signum() > 0;
            BigDecimal level = exits.even() == null ? mark : exits.even().from(guard.price(), isLong);
            return isLong ? mark.compareTo(level) >= 0 : mark.compareTo(level) <= 0;
        }
    }

    static Scene of(InstrumentRules rules, List<Holding> holdings, List<StandingOrder> standing) {
        List<StandingOrder> entries = standing.stream()
                .filter(order -> order.rests() && !order.order().leg().isExit())
                .toList();
        // They are there for what has yet to be filled, as long as it may be. A take-profit of that size is none:
        // the price may reach it before, and it would end what others hold.
        Set<ClientOrderId> tied = entries.stream()
                .flatMap(entry -> entry.order().request().tiedOrders().stream())
                .filter(exit -> exit.terms() instanceof OrderTerms.Triggered it && it.kind() == OrderTerms.Kind.STOP)
                .map(OrderRequest::clientOrderId)
                .collect(toSet());
        List<StandingOrder> stray = new ArrayList<>(standing.stream()
                .filter(order -> order.rests()
                        && !tied.contains(order.order().id())
                        && (order.order().leg().isExit() || endsNothing(order, holdings)))
                .toList());
        List<Book> books = new ArrayList<>();
        for (Holding held : holdings) {
            Guard guard = held.guard();
            if (guard != null && held.amount().signum() != 0) {
                Book book = book(rules, held, guard, account(holdings, held.positionSide()), standing, tied);
                stray.removeIf(order -> order.order().leg().isExit() && isOf(held, order));
                books.add(book);
            }
        }
        return new Scene(List.copyOf(books), List.copyOf(stray), entries);
    }

    /**
     * Whether somebody asked for it to take away from what its strategy held, and that is gone: it would end what others hold, or
     * what the strategy opens next.
     */
    private static boolean endsNothing(StandingOrder order, List<Holding> holdings) {
        OrderRequest request = order.order().request();
        return request.reduceOnly()
                && holdings.stream()
                        .filter(held -> isOf(held, order))
                        .anyMatch(held -> held.amount().signum() != (request.side() == Side.BUY ? -1 : 1));
    }

    private static Book book(
            InstrumentRules rules,
            Holding held,
            Guard guard,
            BigDecimal account,
            List<StandingOrder> standing,
            Set<ClientOrderId> tied) {
        // The exits of one strategy must not end what another holds the other way.
        BigDecimal size =
                account.signum() == held.amount().signum() ? held.amount().abs().min(account.abs()) : BigDecimal.ZERO;
        List<StandingOrder> ofSignal = standing.stream()
                .filter(order -> order.order().leg().signalId().equals(guard.signalId()))
                .toList();
        List<Exit> wanted = WantedExits.of(rules, held.direction(), guard, size, ofSignal);
        List<Exit> missing = new ArrayList<>(wanted);
        List<StandingOrder> surplus = new ArrayList<>();
        List<StandingOrder> otherStops = new ArrayList<>();
        BigDecimal covered = BigDecimal.ZERO;
        for (StandingOrder order : standing) {
            if (order.rests() && order.order().leg().isExit() && isOf(held, order)) {
                boolean ends =
                        order.order().request().side() == held.direction().opposite();
                Exit match = missing.stream()
                        .filter(exit -> ends && exit.is(order, guard.signalId()))
                        .findFirst()
                        .orElse(null);
                boolean protects = ends && Exit.isProtection(order);
                if (match != null) {
                    missing.remove(match);
                    covered = covered.add(protects ? order.left() : BigDecimal.ZERO);
                } else if (protects) {
                    otherStops.add(order);
                } else {
                    surplus.add(order);
                }
            }
        }
        BigDecimal needed = wanted.stream()
                .filter(Exit::protects)
                .map(Exit::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .min(size);
        if (covered.compareTo(needed) >= 0) {
            otherStops.stream()
                    .filter(order -> !tied.contains(order.order().id()))
                    .forEach(surplus::add);
        } else {
            // Not what is wanted, but better than nothing.
            covered = otherStops.stream().map(StandingOrder::left).reduce(covered, BigDecimal::add);
        }
        Exits exits = Exits.of(guard.exits());
        return new Book(
                held,
                guard,
                exits,
                List.copyOf(missing),
                List.copyOf(surplus),
                needed.subtract(covered).max(BigDecimal.ZERO));
    }

    private static BigDecimal account(List<Holding> holdings, PositionSide side) {
        return holdings.stream()
                .filter(held -> held.positionSide() == side)
                .map(Holding::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isOf(Holding held, StandingOrder order) {
        return order.order().leg().strategy().equals(held.strategy())
                && order.order().request().positionSide() == held.positionSide();
    }
}
