package dev.asterbridge.shadow;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Ends;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import dev.asterbridge.signals.Rehearsal.Step;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One signal under way: plans by the rules of live trading against what the shadow holds, and orders there. */
final class Performance {

    /** As many as a target may take with money to open something. */
    private static final int MOST_ORDERS = 10;

    /** Far more than a close takes: a fault is no reason to go on for ever. */
    private static final int MOST_STEPS = 200;

    private final PaperAccount account;
    private final Rehearsal rehearsal;
    private final Cue cue;
    private final Signal signal;
    private final InstrumentRules rules;
    private final Quotes.Look look;
    private final Supplier<Instant> clock;
    private final Instant at;
    private final List<Placed> placed = new ArrayList<>();
    private boolean split;
    private Verdict without = Verdict.REFUSED;
    private @Nullable String why;

    /** @param clock the exchange's */
    Performance(
            PaperAccount account,
            Rehearsal rehearsal,
            Cue cue,
            InstrumentRules rules,
            Quotes.Look look,
            Supplier<Instant> clock) {
        this.account = account;
        this.rehearsal = rehearsal;
        this.cue = cue;
        this.signal = cue.signal();
        this.rules = rules;
        this.look = look;
        this.clock = clock;
        this.at = clock.get();
    }

    /** @param ours the time by our own clock */
    Played play(Supplier<Instant> ours) {
        boolean more = true;
        for (int steps = 0; more && steps < MOST_STEPS && mayOrder(); steps++) {
            account.agree(signal.symbol());
            more = take(rehearsal.next(
                    cue, account.stage(signal, rules, look.mark(), split), Placed.name(cue.id(), placed.size() + 1)));
        }
        if (signal.isOfAll()) {
            account.closed(signal.symbol(), executed().signum() > 0);
        }
        return ended(ours.get());
    }

    /** Answers whether there is more to do. */
    private boolean take(Step step) {
        switch (step) {
            case Step.Place place -> {
                guard(place.ends());
                return order(place);
            }
            case Step.Nothing nothing -> {
                guard(nothing.ends());
                without = Verdict.EXECUTED;
                why = placed.isEmpty() ? nothing.message() : null;
            }
            case Step.Rests rests -> {
                account.restUntil(
                        signal.symbol(),
                        rests.order().order().id(),
                        rests.entry().purpose(at).cancelAt());
                without = Verdict.EXECUTED;
                why = rests.message();
            }
            case Step.Superseded superseded -> {
                without = Verdict.SUPERSEDED;
                why = placed.isEmpty() ? "The strategy has said something newer, " + superseded.byId() : null;
            }
            case Step.Refused refused -> why = sentence(refused);
            case Step.Cancel cancel -> {
                return cancel(cancel.orders());
            }
        }
        return false;
    }

    /** What is not known there would be planned to be cancelled for ever. */
    private boolean cancel(List<StandingOrder> orders) {
        List<String> unknown = orders.stream()
                .map(order -> order.order().id())
                .filter(name -> !account.cancel(signal.symbol(), name))
                .map(ClientOrderId::value)
                .toList();
        if (!unknown.isEmpty()) {
            without = Verdict.FAILED;
            why = "The paper venue does not know %s any more, which should be cancelled first"
                    .formatted(String.join(", ", unknown));
        }
        return unknown.isEmpty();
    }

    private void guard(@Nullable Ends ends) {
        if (ends != null) {
            account.guard(signal, cue.id(), ends);
        }
    }

    static String sentence(Step.Refused refused) {
        return "%s: %s".formatted(refused.problem().error(), refused.problem().detail());
    }

    private boolean order(Step.Place place) {
        Purpose purpose = place.entry().purpose(at);
        return switch (account.place(cue.id(), signal.strategy(), purpose, place.order(), signal.margin())) {
            case OrderOutcome.Accepted accepted -> {
                Order order = accepted.order();
                placed.add(account.placed(order, purpose, place.order().terms()));
                yield goesOn(place, order);
            }
            case OrderOutcome.Rejected rejected -> {
                boolean again = signal.isTarget() && !split && Rehearsal.splits(rejected.refusal());
                split |= again;
                why = again ? null : rejected.refusal().toString();
                yield again;
            }
            case OrderOutcome.Unknown unknown -> throw new IllegalStateException(unknown.why());
        };
    }

    /**
     * A close goes on until nothing is left, a target until it is reached. What fills nothing is not tried again of an exit:
     * with money it would be after a while, and nothing is waited for here.
     */
    private boolean goesOn(Step.Place place, Order order) {
        boolean partly = order.status().isFinal()
                && order.executedQuantity().compareTo(order.quantity()) < 0
                && !place.order().terms().isPostOnly();
        boolean goesOn = (signal.isTarget() || isExit()) && (place.more() || partly);
        return goesOn && (!isExit() || order.executedQuantity().signum() > 0);
    }

    /** Whether nothing is to be held afterwards. */
    private boolean isExit() {
        return signal.intent() instanceof Signal.Close
                || (signal.intent() instanceof Signal.Target target
                        && target.size().signum() == 0);
    }

    private boolean mayOrder() {
        return isExit() || !signal.isTarget() || placed.size() < MOST_ORDERS;
    }

    private Played ended(Instant ours) {
        Instant now = clock.get();
        boolean filled = executed().signum() > 0;
        boolean alive = placed.stream().anyMatch(Placed::rests);
        if (!placed.isEmpty() && !filled && !alive && why == null) {
            why = "The order ended without a fill";
        }
        Duration took = Duration.between(cue.receivedAt(), now.minus(look.took()));
        return new Played(
                cue.id(),
                cue.seq(),
                signal.symbol(),
                signal.strategy(),
                signal.intent().toString(),
                cue.receivedAt(),
                filled || alive ? Verdict.EXECUTED : without,
                why,
                look.mark(),
                at,
                look.took(),
                Duration.between(ours, now),
                placed,
                filled ? Math.max(0, took.toMillis()) : null);
    }

    private BigDecimal executed() {
        return placed.stream().map(it -> it.order().executedQuantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
