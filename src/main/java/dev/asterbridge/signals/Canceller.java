package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends orders that rest, because an alert says so.
 *
 * <p>On whose behalf an order is ended is on record with the order before the exchange is asked, so that a cancel that was
 * begun before a crash is answered for all of it.
 */
@Component
class Canceller {

    private final OrderService orders;
    private final OrderQueries queries;
    private final Journal journal;

    Canceller(OrderService orders, OrderQueries queries, Journal journal) {
        this.orders = orders;
        this.queries = queries;
        this.journal = journal;
    }

    /**
     * Ends what the signal means and rests, one after the other.
     *
     * @param alongside runs in the transaction that puts on record what is going to be ended
     * @throws ExchangeUnavailable when it cannot be said of one whether it still rests; those before it are on record
     */
    void cancel(Waiting signal, Consumer<Transaction> alongside) {
        cancel(signal, resting(signal.signal()), alongside);
    }

    /** The same for these. */
    void cancel(Waiting signal, List<StandingOrder> resting, Consumer<Transaction> alongside) {
        if (!resting.isEmpty()) {
            journal.write(tx -> {
                alongside.accept(tx);
                resting.forEach(order -> orders.cancels(tx, signal.id(), order.order()));
                return signal;
            });
        }
        for (StandingOrder order : resting) {
            orders.cancel(order.order())
                    .filter(shown -> !shown.status().isFinal())
                    .ifPresent(shown -> {
                        throw new ExchangeUnavailable(Refusal.of(
                                Refusal.Reason.UNREACHABLE,
                                "the exchange still shows %s as %s".formatted(shown.clientOrderId(), shown.status())));
                    });
        }
    }

    /** An order that rests and is wanted further on may rest until then. */
    void restFor(StandingOrder order, Purpose purpose, Consumer<Transaction> alongside) {
        Instant until = purpose.cancelAt();
        if (!Objects.equals(until, order.order().leg().purpose().cancelAt())) {
            journal.write(tx -> {
                alongside.accept(tx);
                orders.restUntil(tx, order.order(), until);
                return order;
            });
        }
    }

    /** What was ended for a target that is refused, as it is told after the reason; empty where nothing was. */
    String endedFor(Waiting signal) {
        List<StandingOrder> ended = ended(signal);
        return ended.isEmpty()
                ? ""
                : "; what rested from before is not wanted any more and has ended: "
                        + listed(ended, order -> isFilled(order) ? name(order) + " (filled before)" : sentence(order));
    }

    /** What a target may take the place of. */
    List<StandingOrder> restingOfOthers(Waiting signal) {
        return restingOfOthers(signal.signal(), signal.id());
    }

    /** The same by the signal's id, which need not be on record. */
    List<StandingOrder> restingOfOthers(Signal signal, String id) {
        return Succession.earlier(signal, id, journal.read(sql -> queries.standing(sql, signal.symbol())));
    }

    /**
     * What is to be answered for all of it.
     *
     * @param why it goes no further; absent when all was tried
     */
    Progress.Decided verdict(Waiting signal, @Nullable Problem why) {
        List<StandingOrder> ended = ended(signal);
        List<StandingOrder> filled = ended.stream().filter(Canceller::isFilled).toList();
        List<StandingOrder> cancelled =
                ended.stream().filter(order -> !isFilled(order)).toList();
        if (cancelled.isEmpty()) {
            return new Progress.Decided(Verdict.REFUSED, new SignalOutcome.Refused(refusal(signal, filled, why)));
        }
        String message = "cancel %s: %d %s cancelled, %s%s%s"
                .formatted(
                        signal.signal().symbol(),
                        cancelled.size(),
                        cancelled.size() == 1 ? "order" : "orders",
                        listed(cancelled, Canceller::sentence),
                        filled.isEmpty() ? "" : "; filled before: " + listed(filled, Canceller::name),
                        why == null ? "" : "; no more: " + why.detail());
        return new Progress.Decided(Verdict.EXECUTED, new SignalOutcome.Executed(message, null, null, Map.of()));
    }

    /** Whether something has ended on its behalf. */
    boolean hasBegun(Waiting signal) {
        return !ended(signal).isEmpty();
    }

    /** What it would come to now; sends nothing. */
    Succession plan(Signal signal) {
        List<StandingOrder> resting = resting(signal);
        return resting.isEmpty()
                ? new Succession.Keep(new Plan.Stop(notFound(signal)))
                : new Succession.Before(
                        new Plan.Done("%s: would be cancelled: %s"
                                .formatted(signal.symbol(), listed(resting, Canceller::name))),
                        resting);
    }

    private static Problem refusal(Waiting signal, List<StandingOrder> filled, @Nullable Problem why) {
        if (why != null) {
            return why;
        }
        return filled.isEmpty()
                ? notFound(signal.signal())
                : Problem.conflict(
                        "ORDER_ALREADY_FILLED",
                        "Nothing could be cancelled, filled before: " + listed(filled, Canceller::name));
    }

    /** Nothing rests that the signal means. */
    static Problem notFound(Signal signal) {
        String order = ((Signal.Cancel) signal.intent()).order();
        return Problem.notFound(
                "ORDER_NOT_FOUND",
                "No %sorder%s%s rests on %s to cancel; what is to end a position is not cancelled"
                        .formatted(
                                signal.positionSide() == null ? "" : signal.positionSide() + " ",
                                order == null ? "" : " called " + order,
                                signal.strategy().isEmpty() ? "" : " of " + signal.strategy(),
                                signal.symbol()));
    }

    private List<StandingOrder> resting(Signal signal) {
        return meant(signal, journal.read(sql -> queries.standing(sql, signal.symbol())));
    }

    /** Those of them that rest and that a cancel means. */
    static List<StandingOrder> meant(Signal signal, List<StandingOrder> standing) {
        return standing.stream()
                .filter(order -> order.rests() && !order.order().leg().isExit() && isMeant(signal, order))
                .toList();
    }

    private List<StandingOrder> ended(Waiting signal) {
        return journal.read(sql -> queries.cancelledBy(sql, signal.id())).stream()
                .filter(order -> !order.rests())
                .toList();
    }

    private static boolean isMeant(Signal signal, StandingOrder order) {
        String wanted = ((Signal.Cancel) signal.intent()).order();
        PositionSide side = signal.positionSide();
        boolean named = wanted == null
                || name(order).equals(wanted)
                || order.order().leg().signalId().equals(wanted);
        return named
                && order.order().leg().strategy().equals(signal.strategy())
                && (side == null
                        || side == PositionSide.BOTH
                        || side == moves(order.order().request()));
    }

    /** The position that it makes larger or smaller, where the account has one of either direction, too. */
    private static PositionSide moves(OrderRequest order) {
        if (order.positionSide() != PositionSide.BOTH) {
            return order.positionSide();
        }
        return (order.side() == Side.BUY) == order.reduceOnly() ? PositionSide.SHORT : PositionSide.LONG;
    }

    private static boolean isFilled(StandingOrder order) {
        return order.status() == OrderStatus.FILLED;
    }

    private static String name(StandingOrder order) {
        return order.order().id().value();
    }

    private static String sentence(StandingOrder order) {
        return order.executed().signum() == 0
                ? name(order)
                : "%s (%s filled before)".formatted(name(order), plain(order.executed()));
    }

    private static String listed(List<StandingOrder> orders, Function<StandingOrder, String> word) {
        return orders.stream().map(word).collect(Collectors.joining(", "));
    }
}
