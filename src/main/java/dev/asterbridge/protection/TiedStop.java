package dev.asterbridge.protection;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stop that the exchange can tie to an order that rests, so that what it opens has one even while this service does not
 * run; a pure function. It is a makeshift until the fill is known: the price of entry is not known before, nor how much of the
 * order is filled.
 */
public final class TiedStop {

    private TiedStop() {}

    /**
     * Works it out from the price that the order names; of two prices from the one that leaves more room.
     *
     * @param mark the mark price, asked for only where it matters
     * @return empty where there is to be none, or none that certainly is on the right side of the price of entry: then the
     *     order is better off without it
     */
    public static Optional<OrderTerms.Triggered> of(
            Exits exits, InstrumentRules rules, OrderRequest order, Supplier<BigDecimal> mark) {
        Level stop = exits.stop();
        if (stop == null || order.reduceOnly() || order.terms().endsAtOnce()) {
            return Optional.empty();
        }
        boolean fixed = stop instanceof Level.At;
        List<Price> named = order.terms().prices();
        if (!fixed && (named.isEmpty() || order.terms() instanceof OrderTerms.Trailing)) {
            // Where it enters is not known before it does.
            return Optional.empty();
        }
        Comparator<BigDecimal> roomiest = order.side() == Side.BUY ? reverseOrder() : naturalOrder();
        BigDecimal price = named.stream().map(Price::value).max(roomiest).orElseGet(mark);
        return stopAt(stop, rules, order, price).filter(it -> !mayEnterBehind(it, order, mark));
    }

    /** In one order, for all of it; the exchange takes no more for a tie. */
    private static Optional<OrderTerms.Triggered> stopAt(
            Level stop, InstrumentRules rules, OrderRequest order, BigDecimal price) {
        BigDecimal size = order.quantity().value();
        Exits alone = new Exits(stop, List.of(), null, null);
        List<PlannedExit> planned = PlannedExit.of(alone, rules, order.side(), price, size);
        return planned.size() == 1
                        && planned.getFirst().quantity().value().compareTo(size) == 0
                        && planned.getFirst().terms() instanceof OrderTerms.Triggered it
                ? Optional.of(it)
                : Optional.empty();
    }

    /** A limit that the market has reached is filled at the market's price, which may be past a stop worked out from the limit. */
    private static boolean mayEnterBehind(OrderTerms.Triggered stop, OrderRequest order, Supplier<BigDecimal> mark) {
        if (!(order.terms() instanceof OrderTerms.Limit)) {
            return false;
        }
        int distance = mark.get().compareTo(stop.trigger().value());
        return order.side() == Side.BUY ? distance <= 0 : distance >= 0;
    }
}
