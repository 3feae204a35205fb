package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Ends orders that rest at the word of a person, whoever placed them. */
@Service
public class OrderEnding {

    private static final int PATIENCE = 2;

    private final OrderReader reader;
    private final OrderService orders;
    private final OrderQueries queries;
    private final Journal journal;
    private final ApplicationEventPublisher events;

    OrderEnding(
            OrderReader reader,
            OrderService orders,
            OrderQueries queries,
            Journal journal,
            ApplicationEventPublisher events) {
        this.reader = reader;
        this.orders = orders;
        this.queries = queries;
        this.journal = journal;
        this.events = events;
    }

    /**
     * What became of orders that were to be ended.
     *
     * @param ended as the exchange shows them then; one that was filled first is among them
     * @param resting those of which it is not known that they have ended, by client order id
     * @param why what kept them from it; absent when there are none
     */
    public record Ended(
            List<Order> ended,
            List<String> resting,
            @Nullable Refusal why) {}

    /**
     * Ends one order; a repeat answers the same.
     *
     * @param by who asked for it
     * @throws ProblemException 404 when the exchange knows none of that name, 409 when it had ended otherwise
     * @throws ExchangeUnavailable when nobody can say whether it still rests
     */
    Order end(Symbol symbol, ClientOrderId id, String by) {
        Order order = cancel(symbol, id, by)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "ORDER_NOT_FOUND",
                        "AsterDEX knows no order '%s' of %s; orders that ended unfilled are forgotten after seven days"
                                .formatted(id, symbol))));
        if (order.status() != OrderStatus.CANCELED) {
            throw new ProblemException(Problem.conflict(
                    "ORDER_HAS_ENDED",
                    "Order '%s' cannot be cancelled any more: it is %s, %s of %s filled"
                            .formatted(
                                    id,
                                    order.status(),
                                    Decimals.plain(order.executedQuantity()),
                                    Decimals.plain(order.quantity()))));
        }
        return order;
    }

    /**
     * Ends what rests, one by one, what could open something first. When two were not answered, those behind them are left:
     * an exit may wait behind this.
     *
     * @param symbol every symbol when absent
     * @param exits whether orders that can only reduce are ended, too
     * @param by who asked for it
     * @throws ExchangeUnavailable when it could not be read what rests
     */
    public Ended endAll(@Nullable Symbol symbol, boolean exits, String by) {
        return endEach(
                (symbol == null ? reader.open() : reader.open(symbol))
                        .stream()
                                .filter(order -> exits || !order.reduces())
                                .sorted(Comparator.comparing(Order::reduces))
                                .map(order -> new Resting(order.symbol(), order.clientOrderId(), true))
                                .toList(),
                by);
    }

    /**
     * The same for the orders of one strategy that could open something, as far as they are on record. One under way that the
     * exchange does not know yet may still come to rest.
     */
    public Ended endAllOf(String strategy, String by) {
        return endEach(
                journal.read(sql -> Stream.concat(
                                queries.resting(sql, strategy).stream().map(order -> Resting.of(order, true)),
                                queries.underWay(sql, strategy).stream().map(order -> Resting.of(order, false)))
                        .toList()),
                by);
    }

    /**
     * An order that rests, by the name that somebody gave it.
     *
     * @param shown whether the exchange has shown it
     */
    private record Resting(Symbol symbol, String name, boolean shown) {

        static Resting of(LiveAttempt order, boolean shown) {
            return new Resting(order.request().symbol(), order.id().value(), shown);
        }
    }

    private Ended endEach(List<Resting> open, String by) {
        List<Order> ended = new ArrayList<>();
        List<String> resting = new ArrayList<>();
        Refusal why = null;
        int silences = 0;
        for (Resting order : open) {
            try {
                if (silences < PATIENCE) {
                    Optional<Order> end = cancel(order.symbol(), id(order.name()), by);
                    end.ifPresent(ended::add);
                    if (end.isEmpty() && !order.shown()) {
                        resting.add(order.name());
                    }
                } else {
                    resting.add(order.name());
                }
            } catch (ExchangeUnavailable e) {
                resting.add(order.name());
                why = e.refusal();
                silences += why.reason() == Refusal.Reason.REFUSED ? 0 : 1;
            }
        }
        return new Ended(ended, resting, why);
    }

    private Optional<Order> cancel(Symbol symbol, ClientOrderId id, String by) {
        Optional<Order> ended = orders.cancel(symbol, id, by);
        ended.ifPresent(order -> events.publishEvent(new OrderMoved(symbol)));
        return ended;
    }

    private static ClientOrderId id(String name) {
        try {
            return new ClientOrderId(name);
        } catch (IllegalArgumentException e) {
            throw new ExchangeUnavailable(Refusal.of(
                    Refusal.Reason.REFUSED,
                    "another program gave '%s' a name that cannot be used here; cancel it on AsterDEX's site"
                            .formatted(name)));
        }
    }
}
