package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.orders.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Places an order that is planned, on record with what it was made from, and says how far that brought its signal.
 */
@Component
class Placing {

    /** So many orders one after the other; then what the market does not give is waited for. */
    static final int AT_ONCE = 3;

    private static final Logger log = LoggerFactory.getLogger(Placing.class);

    /** The exchange's codes for too little margin, as a refusal begins. */
    private static final Pattern SHORT_OF_MARGIN = Pattern.compile("-(2018|2019|2027|2028)\\b");

    /** The exchange's code for a position side of the other position mode. */
    private static final Pattern OTHER_MODE = Pattern.compile("-4061\\b");

    /** The exchange's codes for a symbol that is not traded just now. */
    private static final Pattern NOT_TRADED = Pattern.compile("-(4022|4140|4141)\\b");

    private final OrderService orders;
    private final OrderQueries queries;
    private final HoldingRecords holdings;
    private final Verdicts verdicts;
    private final ExchangeClock exchange;
    private final Journal journal;

    Placing(
            OrderService orders,
            OrderQueries queries,
            HoldingRecords holdings,
            Verdicts verdicts,
            ExchangeClock exchange,
            Journal journal) {
        this.orders = orders;
        this.queries = queries;
        this.holdings = holdings;
        this.verdicts = verdicts;
        this.exchange = exchange;
        this.journal = journal;
    }

    /**
     * @param placed what was placed for the signal before, oldest first
     * @param alongside runs in the transaction that puts the order on record; what it throws keeps it from being sent
     */
    Progress place(Waiting signal, Turn turn, Plan.Go go, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        if (!turn.certain() && !go.order().reduceOnly()) {
            // What is not proven may have taken away the same.
            return new Progress.InTurn();
        }
        MarginTerms margin = go.isExit() ? null : signal.signal().margin();
        Placement placement = orders.place(leg(signal, turn, go, placed), go.order(), margin, tx -> {
            alongside.accept(tx);
            if (go.ends() != null) {
                go.ends().keep(tx, holdings, signal);
            }
            tx.record(signal.id(), "signal_planned", planned(signal.signal(), go));
        });
        return switch (placement) {
            case Placement.Unproven ignored -> new Progress.Unproven();
            case Placement.NotExecuted not -> new Progress.Later(not.proof(), null);
            case Placement.Refused refused ->
                go.isExit() && NOT_TRADED.matcher(refused.refusal().toString()).lookingAt()
                        ? new Progress.Later(refused.refusal().toString(), null)
                        : refused(signal, turn, go, refused.refusal(), placed);
            case Placement.Placed done -> {
                boolean partly = isCutShort(done.order()) && !go.order().terms().isPostOnly();
                if (turn.early() && signal.closes() && !partly) {
                    yield new Progress.InTurn();
                }
                boolean goesOn = (signal.isTarget() || signal.closes()) && (go.more() || partly);
                yield goesOn
                        ? next(go, done.order(), placed)
                        : verdicts.finish(signal.signal(), done.order(), go.adjusted(), "");
            }
        };
    }

    /** Whether it ended before it was filled. */
    static boolean isCutShort(@Nullable Order order) {
        return order != null && order.status().isFinal() && order.status() != OrderStatus.FILLED;
    }

    /** An exit goes on for as long as it may; a market that gives nothing, or little again and again, is given time. */
    private static Progress next(Plan.Go go, Order order, List<PlacedOrder> placed) {
        boolean isPoor = order.executedQuantity().signum() == 0 || placed.size() >= AT_ONCE - 1;
        return go.isExit() && isCutShort(order) && isPoor
                ? new Progress.Later(
                        "the order %d ended %s, filled %s of %s"
                                .formatted(
                                        order.orderId(),
                                        order.status(),
                                        Decimals.plain(order.executedQuantity()),
                                        Decimals.plain(order.quantity())),
                        null)
                : new Progress.More();
    }

    /** An order that the exchange has never shown is tried again under its own number. */
    private Leg leg(Waiting signal, Turn turn, Plan.Go go, List<PlacedOrder> placed) {
        boolean again = !placed.isEmpty() && placed.getLast().seen() == null;
        int number =
                again ? placed.getLast().leg().number() : journal.read(sql -> queries.nextNumber(sql, signal.id()));
        return new Leg(
                signal.id(),
                number,
                !turn.certain() || (signal.closes() && go.more()),
                signal.signal().strategy(),
                go.entry().purpose(exchange.now()));
    }

    /**
     * Planned once more is a target across zero that the margin does not allow at once, in two steps, the exit first; and
     * what was planned for the other position mode, which is read anew by then.
     */
    private static Progress refused(Waiting signal, Turn turn, Plan.Go go, Refusal refusal, List<PlacedOrder> placed) {
        if (go.isExit() && signal.isTarget() && refusal.reason() == Refusal.Reason.NOT_AUTHORISED) {
            return new Progress.Later(refusal.toString(), null);
        }
        Predicate<Pattern> isNew =
                reason -> reason.matcher(refusal.toString()).lookingAt() && !wasRefused(placed, reason);
        return (signal.isTarget() && isNew.test(SHORT_OF_MARGIN)) || isNew.test(OTHER_MODE)
                ? new Progress.More()
                : Verdicts.later(signal.signal(), turn, refusal);
    }

    /** An order that takes one position down and opens another needs margin for both at once. */
    static boolean wasShortOfMargin(List<PlacedOrder> placed) {
        return wasRefused(placed, SHORT_OF_MARGIN);
    }

    static boolean isShortOfMargin(Refusal refusal) {
        return SHORT_OF_MARGIN.matcher(refusal.toString()).lookingAt();
    }

    private static boolean wasRefused(List<PlacedOrder> placed, Pattern reason) {
        return placed.stream()
                .flatMap(order -> order.attempts().stream())
                .anyMatch(attempt -> attempt.answer() != null
                        && reason.matcher(attempt.answer()).lookingAt());
    }

    private static Map<String, String> planned(Signal signal, Plan.Go go) {
        String adjusted = go.adjusted().entrySet().stream()
                .map(entry -> "%s %s became %s (%s)"
                        .formatted(
                                entry.getKey(),
                                Decimals.plain(entry.getValue().from()),
                                Decimals.plain(entry.getValue().to()),
                                entry.getValue().rule()))
                .collect(Collectors.joining("; "));
        if (!adjusted.isEmpty()) {
            log.atInfo().addKeyValue("event", "adjusted").log("{}", adjusted);
        }
        Map<String, String> planned = new HashMap<>();
        if (!adjusted.isEmpty()) {
            planned.put("adjusted", adjusted);
        }
        if (!go.arithmetic().isEmpty()) {
            planned.put("size", go.arithmetic());
        }
        if (go.ends() != null) {
            planned.put("ends", go.ends().words());
        }
        if (!signal.margin().isNone() && !go.isExit()) {
            planned.put("margin", signal.margin().toString());
        }
        return planned;
    }
}
