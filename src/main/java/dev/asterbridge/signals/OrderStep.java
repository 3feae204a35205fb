package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Exposure;
import dev.asterbridge.risk.RiskVerdict;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One step of a signal towards what it asks for: look, plan, judge, place. What does not go through is no reason to guess:
 * nothing is sent then, and it says whether to come again.
 */
@Component
class OrderStep {

    /** More orders than that to open something would be chasing a market that gives nothing. */
    static final int MOST_ORDERS = 10;

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
        } catch (OldNews e) {
            return new Progress.More();
        } catch (Unexplained e) {
            if (!turn.certain()) {
                // What is not proven may be the difference; comparing would have to wait for it, too.
                return new Progress.InTurn();
            }
            // Comparing changes nothing where a person has to; what was filled just now is soon shown.
            return turn.frozen() == null
                    ? new Progress.Unexplained()
                    : new Progress.Later(String.valueOf(e.getMessage()), null);
        } catch (ExchangeUnavailable e) {
            // Nothing was sent. A position that cannot be read is not a flat one.
            return Verdicts.later(signal.signal(), turn, e.refusal());
        }
    }

    /** Whatever keeps a target from the other side, and for however long, does not keep it from leaving this one. */
    private Progress tryToTake(Waiting signal, Turn turn, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        Look look = look(signal, turn, placed, onlyExits(signal, turn, placed));
        Progress progress = carryOut(signal, turn, look, alongside);
        String obstacle = obstacle(progress);
        if (obstacle == null || !signal.isTarget() || !(look.plan() instanceof Plan.Go go) || !go.isTurn()) {
            return progress;
        }
        List<PlacedOrder> since = journal.read(sql -> orders.of(sql, signal.id())).stream()
                .filter(order -> !order.leg().isExit())
                .toList();
        Look again = look(signal, turn, since, obstacle);
        return again.plan() instanceof Plan.Go less && less.isExit()
                ? carryOut(signal, turn, again, alongside)
                : progress;
    }

    /** Why nothing was placed; null where something was, or may have been, or nothing has to be. */
    private static @Nullable String obstacle(Progress progress) {
        return switch (progress) {
            case Progress.Later later -> later.why();
            case Progress.Decided decided ->
                decided.outcome() instanceof SignalOutcome.Refused refused
                        ? refused.problem().detail()
                        : null;
            default -> null;
        };
    }

    /**
     * What the next order is made from.
     *
     * @param placed what was placed for the signal before, oldest first
     * @param underWay what could still be added by others, by position side, before it was read what is held
     */
    private record Look(Instant at, Map<PositionSide, BigDecimal> underWay, List<PlacedOrder> placed, Plan plan) {}

    private Look look(Waiting signal, Turn turn, List<PlacedOrder> placed, @Nullable String onlyExits) {
        ClientOrderId id = journal.read(sql -> orders.nextId(sql, signal.id()));
        Instant lookedAt = clock.instant();
        Map<PositionSide, BigDecimal> underWay =
                judging.underWay(signal.signal().symbol());
        // What a person has to explain is not explained by looking again.
        boolean isFrozen = turn.frozen() != null;
        Plan plan = planning.plan(signal.signal(), id, onlyExits, Placing.wasShortOfMargin(placed), isFrozen);
        return new Look(lookedAt, underWay, placed, plan);
    }

    private Progress carryOut(Waiting signal, Turn turn, Look look, Consumer<Transaction> alongside) {
        List<StandingOrder> old = signal.isTarget() && !turn.early() ? canceller.restingOfOthers(signal) : List.of();
        Succession succession = Succession.of(look.plan(), old);
        try {
            return switch (succession) {
                case Succession.Before before -> replace(signal, before.replaced(), alongside);
                case Succession.Withdrawn withdrawn -> withdraw(signal, withdrawn, alongside);
                case Succession.Already already -> {
                    Purpose purpose = already.entry().purpose(exchange.now());
                    canceller.restFor(already.order(), purpose, alongside);
                    yield Verdicts.asItIs(signal.signal(), already.plan());
                }
                case Succession.Keep keep -> keepTo(signal, turn, keep.plan(), look, alongside);
                case Succession.Afterwards afterwards -> place(signal, turn, afterwards.plan(), look, alongside);
            };
        } catch (Judging.OutOfBounds e) {
            return outOfBounds(e.refused());
        } catch (ProblemException e) {
            // Somebody opened something since it was planned.
            return Verdicts.refuse(e.problem());
        } catch (ExchangeUnavailable e) {
            return Verdicts.later(signal.signal(), turn, e.refusal());
        }
    }

    private Progress keepTo(Waiting signal, Turn turn, Plan plan, Look look, Consumer<Transaction> alongside) {
        return switch (plan) {
            case Plan.Go go -> place(signal, turn, go, look, alongside);
            // What an order or an alert before it comes to may be taken away by it.
            case Plan.Done done -> turn.early() ? new Progress.InTurn() : Verdicts.asItIs(signal.signal(), done);
            case Plan.Stop stop -> turn.early() ? new Progress.InTurn() : Verdicts.refuse(stop.problem());
        };
    }

    private Progress place(Waiting signal, Turn turn, Plan.Go go, Look look, Consumer<Transaction> alongside) {
        Exposure exposure = judging.exposure(signal.signal(), go, look.underWay());
        if (judging.verdict(exposure) instanceof RiskVerdict.Refused refused) {
            judging.requireNews(exposure);
            return outOfBounds(refused);
        }
        return placing.place(signal, turn, go, look.placed(), tx -> {
            requireTime(signal);
            requireFreshLook(look.at());
            alongside.accept(tx);
            judging.requireRoom(tx, exposure);
        });
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
    private @Nullable String onlyExits(Waiting signal, Turn turn, List<PlacedOrder> placed) {
        if (turn.frozen() != null) {
            return Verdicts.frozen(signal.signal(), turn.frozen()).detail();
        }
        if (placed.size() >= MOST_ORDERS) {
            return "After %d orders nothing more is opened for it".formatted(placed.size());
        }
        return exchange.now().isAfter(signal.opensUntil())
                ? "It was too late to open anything after %s%s"
                        .formatted(signal.opensUntil(), turn.delayedBy() == null ? "" : "; " + turn.delayedBy())
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
            throw new OldNews("what is held was read too long ago");
        }
    }

    private static Progress outOfBounds(RiskVerdict.Refused refused) {
        return refused.passing()
                ? new Progress.Later(refused.problem().detail(), null)
                : Verdicts.refuse(refused.problem());
    }
}
