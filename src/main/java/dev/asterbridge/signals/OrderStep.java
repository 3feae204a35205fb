package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Exposure;
import dev.asterbridge.risk.RiskVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One step of a signal towards what it asks for: look, plan, judge, place. What does not go through is no reason to guess:
 * nothing is sent then, and it says whether to come again.
 */
@Component
class OrderStep {

    /** For how long it is believed what was read of a position. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Planning planning;
    private final Judging judging;
    private final Placing placing;
    private final Canceller canceller;
    private final Verdicts verdicts;
    private final OrderQueries orders;
    private final ExchangeClock exchange;
    private final Journal journal;
    private final Clock clock;

    OrderStep(
            Planning planning,
            Judging judging,
            Placing placing,
            Canceller canceller,
            Verdicts verdicts,
            OrderQueries orders,
            ExchangeClock exchange,
            Journal journal,
            Clock clock) {
        this.planning = planning;
        this.judging = judging;
        this.placing = placing;
        this.canceller = canceller;
        this.verdicts = verdicts;
        this.orders = orders;
        this.exchange = exchange;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * @param placed what was placed for the signal before, oldest first
     * @param alongside runs in the transaction that puts an order on record before it is sent
     */
    Progress take(Waiting signal, Turn turn, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        if (verdicts.isExpired(signal)) {
            return Verdicts.expired(signal, turn, placed);
        }
        if (turn.frozen() != null && signal.signal().opens() && !signal.isTarget()) {
            return Verdicts.refuse(Verdicts.frozen(signal.signal(), turn.frozen()));
        }
        try {
            return tryToTake(signal, turn, placed, alongside);
        } catch (Judging.OutOfBounds e) {
            return outOfBounds(e.refused());
        } catch (ProblemException e) {
            // Somebody opened something since it was planned.
            return Verdicts.refuse(e.problem());
        } catch (OldNews e) {
            return new Progress.More();
        } catch (Unexplained e) {
            if (!turn.certain()) {
                // What is not proven may be the difference; comparing would have to wait for it, too.
                return new Progress.InTurn();
            }
            return new Progress.Unexplained();
        } catch (ExchangeUnavailable e) {
            // Nothing was sent. A position that cannot be read is not a flat one.
            return Verdicts.later(signal.signal(), turn, e.refusal());
        }
    }

    private Progress tryToTake(Waiting signal, Turn turn, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        ClientOrderId id = journal.read(sql -> orders.nextId(sql, signal.id()));
        Instant lookedAt = clock.instant();
        // What a person has to explain is not explained by looking again.
        boolean isFrozen = turn.frozen() != null;
        Plan plan =
                planning.plan(signal.signal(), id, onlyExits(signal, turn), Placing.wasShortOfMargin(placed), isFrozen);
        List<StandingOrder> old = signal.isTarget() && !turn.early() ? canceller.restingOfOthers(signal) : List.of();
        Succession succession = Succession.of(plan, old);
        if (succession instanceof Succession.Before) {
            return replace(signal, old, alongside);
        }
        if (succession instanceof Succession.Withdrawn withdrawn) {
            return withdraw(signal, withdrawn, alongside);
        }
        if (succession instanceof Succession.Already already) {
            canceller.restFor(already.order(), already.entry().purpose(exchange.now()), alongside);
        }
        plan = succession.plan();
        if (plan instanceof Plan.Go go && judging.verdict(signal.signal(), go) instanceof RiskVerdict.Refused refused) {
            if (!signal.isTarget() || refused.passing()) {
                return outOfBounds(refused);
            }
            // What a target takes away is taken away all the same.
            Plan less = planning.plan(signal.signal(), id, refused.problem().detail(), false, isFrozen);
            plan = less instanceof Plan.Stop ? new Plan.Stop(refused.problem()) : less;
        }
        return switch (plan) {
            case Plan.Go go -> {
                Exposure exposure = judging.exposure(signal.signal(), go);
                yield placing.place(signal, turn, go, placed, tx -> {
                    requireTime(signal);
                    requireFreshLook(lookedAt);
                    alongside.accept(tx);
                    judging.requireRoom(tx, exposure);
                });
            }
            case Plan.Done done -> Verdicts.asItIs(signal.signal(), done);
            case Plan.Stop stop -> turn.early() ? new Progress.InTurn() : Verdicts.refuse(stop.problem());
        };
    }

    /** What the strategy does not want any more goes, although what it wants instead cannot be had. */
    private Progress withdraw(Waiting signal, Succession.Withdrawn withdrawn, Consumer<Transaction> alongside) {
        try {
            return replace(signal, withdrawn.replaced(), alongside);
        } catch (ExchangeUnavailable e) {
            if (e.refusal().reason() != Refusal.Reason.REFUSED) {
                throw e;
            }
            String stays = "; what rests from before could not be cancelled: " + e.refusal();
            return Verdicts.refuse(withdrawn.plan().problem().adding(stays));
        }
    }

    private Progress replace(Waiting signal, List<StandingOrder> old, Consumer<Transaction> alongside) {
        canceller.cancel(signal, old, alongside);
        // One that the exchange does not know stays on record until that is certain.
        return canceller.restingOfOthers(signal).isEmpty()
                ? new Progress.More()
                : new Progress.Later("an earlier order of the strategy is still looked for", null);
    }

    /** Why a target may only be come nearer to by exits; null when it may be reached. */
    private @Nullable String onlyExits(Waiting signal, Turn turn) {
        if (turn.frozen() != null) {
            return Verdicts.frozen(signal.signal(), turn.frozen()).detail();
        }
        return exchange.now().isAfter(signal.opensUntil())
                ? "It was too late to open anything after %s".formatted(signal.opensUntil())
                : null;
    }

    private void requireTime(Waiting signal) {
        if (verdicts.isExpired(signal)) {
            throw new LaneLost("the signal grew too old while it was planned; nothing was sent");
        }
    }

    /** What is held may be something else by now; somebody else may trade, too. */
    private void requireFreshLook(Instant lookedAt) {
        if (Duration.between(lookedAt, clock.instant()).abs().compareTo(FRESH) > 0) {
            throw new OldNews();
        }
    }

    /** The plan was made too long ago. */
    private static final class OldNews extends RuntimeException {

        private static final long serialVersionUID = 1;

        OldNews() {
            super("what is held was read too long ago", null, false, false);
        }
    }

    private static Progress outOfBounds(RiskVerdict.Refused refused) {
        return refused.passing()
                ? new Progress.Later(refused.problem().detail(), null)
                : Verdicts.refuse(refused.problem());
    }
}
