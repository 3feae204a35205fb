package dev.asterbridge.protection;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.OrderTerms.Kind;
import dev.asterbridge.exchange.OrderTerms.Triggered;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exits that the exchange can tie to an order, so that what it opens has them even while this service does not run; a pure
 * function. They are a makeshift until the fill is known: the price of entry is not known before, nor how much of the order is
 * filled.
 */
public final class TiedExits {

    private final InstrumentRules rules;
    private final OrderRequest order;

    /** At which it may be entered, as far as that can be said beforehand. */
    private final List<BigDecimal> prices;

    private TiedExits(InstrumentRules rules, OrderRequest order, List<BigDecimal> prices) {
        this.rules = rules;
        this.order = order;
        this.prices = prices;
    }

    /**
     * Works them out: the stop, and what takes all of it with a profit. Where it may be entered at two prices, each is counted
     * from the one that leaves more room.
     *
     * @param mark the mark price, asked for only where it matters
     * @return without those that are not certainly on the right side of the price of entry: the order is better off without
     */
    public static List<Triggered> of(
            Exits exits, InstrumentRules rules, OrderRequest order, Supplier<BigDecimal> mark) {
        Level stop = known(exits.stop(), order.terms());
        Level take = exits.takesAll() && exits.takes().size() == 1
                ? known(exits.takes().getFirst().at(), order.terms())
                : null;
        if ((stop == null && take == null)
                || order.reduceOnly()
                || !order.terms().takesTies()) {
            return List.of();
        }
        TiedExits it = new TiedExits(rules, order, prices(order, mark));
        return Stream.of(it.exit(Kind.STOP, stop), it.exit(Kind.TAKE_PROFIT, take))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Where a trailing order enters is not known before it does. */
    private static @Nullable Level known(@Nullable Level level, OrderTerms terms) {
        return terms instanceof OrderTerms.Trailing && !(level instanceof Level.At) ? null : level;
    }

    /** A limit that the market has reached is filled at the market's price. */
    private static List<BigDecimal> prices(OrderRequest order, Supplier<BigDecimal> mark) {
        List<BigDecimal> named =
                order.terms().prices().stream().map(Price::value).toList();
        if (named.isEmpty()) {
            return List.of(mark.get());
        }
        if (!(order.terms() instanceof OrderTerms.Limit)) {
            return named;
        }
        BigDecimal market = mark.get();
        boolean isReached = market.compareTo(named.getFirst()) * (order.side() == Side.BUY ? 1 : -1) <= 0;
        return isReached ? List.of(named.getFirst(), market) : named;
    }

    private Optional<Triggered> exit(Kind kind, @Nullable Level level) {
        if (level == null) {
            return Optional.empty();
        }
        boolean below = (kind == Kind.STOP) == (order.side() == Side.BUY);
        Comparator<Triggered> byPrice =
                Comparator.comparing(exit -> exit.trigger().value());
        return prices.stream()
                .flatMap(price -> ordered(kind, level, price))
                .min(below ? byPrice : byPrice.reversed())
                .filter(exit -> prices.stream()
                        .allMatch(price -> exit.trigger().value().compareTo(price) * (below ? 1 : -1) < 0));
    }

    /** In one order, for all of it; the exchange takes no more for a tie. */
    private Stream<Triggered> ordered(Kind kind, Level level, BigDecimal price) {
        Exits alone = kind == Kind.STOP
                ? new Exits(level, List.of(), null, null)
                : new Exits(null, List.of(Exits.Take.all(level)), null, null);
        return PlannedExit.of(
                        alone, rules, order.side(), price, order.quantity().value())
                .stream()
                .filter(exit -> exit.quantity().compareTo(order.quantity()) == 0)
                .map(exit -> (Triggered) exit.terms());
    }
}
