package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.TargetChain.Said;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes one signal as far as it will go now, by what was placed for it before: another {@link OrderStep}, or a verdict. A
 * cancel places nothing and goes its own way.
 */
@Component
class SignalProcessor {

    private final OrderStep step;
    private final Canceller canceller;
    private final Verdicts verdicts;
    private final OrderQueries orders;
    private final HoldingRecords holdings;
    private final SignalRecords signals;
    private final Journal journal;

    SignalProcessor(
            OrderStep step,
            Canceller canceller,
            Verdicts verdicts,
            OrderQueries orders,
            HoldingRecords holdings,
            SignalRecords signals,
            Journal journal) {
        this.step = step;
        this.canceller = canceller;
        this.verdicts = verdicts;
        this.orders = orders;
        this.holdings = holdings;
        this.signals = signals;
        this.journal = journal;
    }

    /** @param alongside runs in the transaction that puts an order on record before it is sent */
    Progress work(Waiting signal, Turn turn, Consumer<Transaction> alongside) {
        if (signal.signal().intent() instanceof Signal.Cancel) {
            return cancel(signal, turn, alongside);
        }
        List<PlacedOrder> all = journal.read(sql -> orders.of(sql, signal.id()));
        List<PlacedOrder> placed =
                all.stream().filter(order -> !order.leg().isExit()).toList();
        Optional<Order> last = lastSeen(placed);
        if (last.isEmpty()) {
            return withExits(signal, step.take(signal, turn, placed, alongside));
        }
        if (turn.early()
                && signal.closes()
                && !Placing.isCutShort(placed.getLast().seen())) {
            return new Progress.InTurn();
        }
        if (!isUnfinished(signal, placed) || isEnded(signal, all)) {
            return verdicts.finish(signal.signal(), last.get(), Map.of(), "");
        }
        // What a strategy says now is not kept waiting for what it wanted before.
        Optional<Progress.Decided> newer = placed.size() >= Placing.AT_ONCE ? superseded(signal) : Optional.empty();
        return inPart(
                signal,
                last.get(),
                newer.map(Progress.class::cast).orElseGet(() -> step.take(signal, turn, placed, alongside)));
    }

    private Optional<Progress.Decided> superseded(Waiting signal) {
        if (!signal.isTarget()) {
            return Optional.empty();
        }
        List<Said> said = journal.read(sql ->
                signals.said(sql, signal.signal().symbol(), signal.signal().strategy()));
        Said newest = TargetChain.inOrder(null, said).getLast();
        return newest.decided() || newest.id().equals(signal.id())
                ? Optional.empty()
                : Optional.of(Verdicts.superseded(signal, newest.id()));
    }

    /** A message whose order comes to nothing may have said all the same how what is held ends. */
    private Progress withExits(Waiting signal, Progress progress) {
        if (!(progress instanceof Progress.Decided decided)
                || !(decided.outcome() instanceof SignalOutcome.Refused refused)
                || !signal.isTarget()) {
            return progress;
        }
        String ends = journal.read(sql -> holdings.guardOf(sql, signal.signal().symbol(), signal.id()))
                .map(guard -> "; what is held ends by " + guard.exits() + " from now on")
                .orElse("");
        String besides = ends + canceller.endedFor(signal);
        return besides.isEmpty()
                ? progress
                : new Progress.Decided(
                        decided.verdict(),
                        new SignalOutcome.Refused(refused.problem().adding(besides)));
    }

    /** What was carried out in part is not called refused or expired for what is left. */
    private Progress inPart(Waiting signal, Order last, Progress rest) {
        if (!(rest instanceof Progress.Decided decided)) {
            return rest;
        }
        boolean nothing = last.executedQuantity().signum() == 0;
        if (nothing && signal.closes()) {
            // Why it ended counts, not why one order of many came to nothing.
            return rest;
        }
        return switch (decided.outcome()) {
            case SignalOutcome.Refused refused ->
                verdicts.finish(signal.signal(), last, Map.of(), whyNoMore(signal, refused.problem()));
            case SignalOutcome.Executed it ->
                it.order() == null
                        ? verdicts.finish(signal.signal(), last, Map.of(), "").with(decided.ends())
                        : rest;
            case SignalOutcome.Pending ignored -> rest;
        };
    }

    /** Of an exit what it leaves, as the journal has it; one that finds nothing any more leaves nothing. */
    private String whyNoMore(Waiting signal, Problem problem) {
        if (!signal.closes()) {
            return signal.isTarget() ? "; no more: " + problem.detail() : "";
        }
        Signal meant = signal.signal();
        BigDecimal left = journal.read(sql -> holdings.of(sql, meant.symbol())).stream()
                .filter(it -> meant.isOfAll() || it.strategy().equals(meant.strategy()))
                .map(it -> it.amount().abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean isGone = left.signum() == 0 || problem.error().equals("POSITION_NOT_FOUND");
        return isGone ? "" : "; %s is left: %s".formatted(Decimals.plain(left), problem.detail());
    }

    /** The newest that filled; where none did, the newest. */
    private static Optional<Order> lastSeen(List<PlacedOrder> placed) {
        List<Order> seen = placed.reversed().stream()
                .flatMap(order -> Stream.ofNullable(order.seen()))
                .toList();
        return seen.stream()
                .filter(order -> order.executedQuantity().signum() > 0)
                .findFirst()
                .or(() -> seen.stream().findFirst());
    }

    /**
     * An exit that went early, was too large for one order or was not filled, may have left something, and may have been tried
     * again in vain since; a target may have filled in part, or have to go on at the other side. What opens, or has a price,
     * is given up after some orders.
     */
    private static boolean isUnfinished(Waiting signal, List<PlacedOrder> placed) {
        PlacedOrder newest = placed.getLast();
        if (signal.isTarget()) {
            boolean isGivenUp = placed.size() > OrderStep.MOST_ORDERS
                    && newest.seen() != null
                    && !newest.seen().type().equals("MARKET");
            return !isGivenUp
                    && (newest.seen() == null || newest.seen().status().isFinal());
        }
        return signal.closes() && (newest.seen() == null || newest.leg().early() || Placing.isCutShort(newest.seen()));
    }

    /** What exits of a target have taken out is not what is missing: it would be opened and ended again and again. */
    private static boolean isEnded(Waiting signal, List<PlacedOrder> all) {
        return signal.isTarget()
                && all.stream()
                        .filter(order -> order.leg().isExit())
                        .flatMap(order -> Stream.ofNullable(order.seen()))
                        .anyMatch(seen -> seen.executedQuantity().signum() > 0);
    }

    /** What rests may be what an earlier alert asked for, so that it waits for its turn. */
    private Progress cancel(Waiting signal, Turn turn, Consumer<Transaction> alongside) {
        if (turn.early()) {
            return new Progress.InTurn();
        }
        if (verdicts.isExpired(signal)) {
            Progress.Decided expired = Verdicts.expired(signal, turn, List.of());
            return canceller.hasBegun(signal) && expired.outcome() instanceof SignalOutcome.Refused it
                    ? canceller.verdict(signal, it.problem())
                    : expired;
        }
        try {
            canceller.cancel(signal, alongside);
            return canceller.verdict(signal, null);
        } catch (ExchangeUnavailable e) {
            Progress progress = Verdicts.later(signal.signal(), turn, e.refusal());
            return progress instanceof Progress.Decided ? canceller.verdict(signal, Problem.of(e.refusal())) : progress;
        }
    }
}
