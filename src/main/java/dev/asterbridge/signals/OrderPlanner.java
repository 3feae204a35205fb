package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.PlannedExit;
import dev.asterbridge.protection.TiedExits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a signal into the order it asks for next; a pure function of the signal and the situation.
 *
 * <p>What makes a position larger never touches the opposite one, and what makes it smaller never goes past zero. Only a
 * target goes to the other side: in one order where there is one position, in two where there are two or one was refused.
 */
class OrderPlanner {

    private final RuleFitting fitting;
    private final boolean exchangeExits;

    /** @param exchangeExits whether the exchange is to tie exits to what opens */
    OrderPlanner(SignalProperties.Rounding rounding, boolean exchangeExits) {
        this.fitting = new RuleFitting(rounding);
        this.exchangeExits = exchangeExits;
    }

    Plan plan(Signal signal, Situation now, ClientOrderId id) {
        if (!now.rules().isTrading() && signal.opens()) {
            return whileNotTraded(signal, now, id);
        }
        Plan plan = next(signal, now, id);
        return plan instanceof Plan.Stop stop
                ? less(signal, now, stop.problem().detail(), id).orElse(plan)
                : plan;
    }

    /** Rules may be older than the status: what takes away is sent all the same, and the exchange says whether it is traded again. */
    private Plan whileNotTraded(Signal signal, Situation now, ClientOrderId id) {
        Problem problem = Problem.badField(
                "symbol",
                signal.symbol().name(),
                "cannot be traded now: its status at AsterDEX is %s, not TRADING"
                        .formatted(now.rules().status()));
        Plan less = signal.isTarget() ? next(signal, now.onlyExits(problem.detail()), id) : new Plan.Stop(problem);
        return less instanceof Plan.Stop stop ? new Plan.Stop(problem, stop.missing()) : less;
    }

    /**
     * What a target takes away of what is held the other way is taken away all the same, whatever keeps the rest of it from
     * being opened; empty where that is nothing.
     *
     * @param why nothing may be opened
     */
    Optional<Plan> less(Signal signal, Situation now, String why, ClientOrderId id) {
        return signal.intent() instanceof Signal.Target
                        && now.onlyExits() == null
                        && next(signal, now.onlyExits(why), id) instanceof Plan.Go go
                        && go.isExit()
                ? Optional.of(go)
                : Optional.empty();
    }

    private Plan next(Signal signal, Situation now, ClientOrderId id) {
        try {
            Plan plan = switch (signal.intent()) {
                case Signal.Open open -> open(signal, open, now, id);
                case Signal.Increase increase -> withPosition(signal, now, held -> increase(increase, held, now, id));
                case Signal.Decrease decrease -> withPosition(signal, now, held -> decrease(decrease, held, now, id));
                case Signal.Close ignored -> withPosition(signal, now, held -> exit(held, now, id));
                case Signal.Cancel ignored -> throw new IllegalArgumentException("a cancel orders nothing");
                case Signal.Target target -> target(signal, target, now, id);
            };
            if (now.onlyExits() != null && plan instanceof Plan.Go go && !go.isExit()) {
                // What rests may find less to take away than there is now.
                return new Plan.Stop(Problem.conflict("NOTHING_NEW_IS_OPENED", now.onlyExits()), go.missing());
            }
            Plan told = tooSmall(plan, now);
            return exchangeExits && told instanceof Plan.Go go ? withExits(go, now) : told;
        } catch (ProblemException e) {
            return new Plan.Stop(e.problem());
        }
    }

    /** Says which of the exits will not be there, because there is no order of that size. */
    private static Plan tooSmall(Plan plan, Situation now) {
        return switch (plan) {
            case Plan.Go go -> go.adjusting(tooSmall(go.endsOnceFilled(() -> BigDecimal.ONE), now));
            case Plan.Done done -> new Plan.Done(done.message(), done.ends(), tooSmall(done.ends(), now));
            case Plan.Stop stop -> stop;
        };
    }

    private static Map<String, Adjustment> tooSmall(@Nullable Ends ends, Situation now) {
        if (ends == null || ends.size().signum() == 0) {
            return Map.of();
        }
        Map<String, Adjustment> adjusted = new LinkedHashMap<>();
        PlannedExit.tooSmall(ends.exits(), now.rules(), ends.size())
                .forEach((number, share) -> adjusted.put(
                        "take_profit_" + number,
                        new Adjustment(
                                share,
                                BigDecimal.ZERO,
                                now.rules().lot().floor(share).signum() > 0
                                                && !now.rules().lot().isBelowMin(share)
                                        ? "MARKET_LOT_SIZE"
                                        : "LOT_SIZE")));
        return adjusted;
    }

    /** What crosses zero has nothing to end with its first fill, so that the exchange would not take its exits. */
    private static Plan withExits(Plan.Go go, Situation now) {
        int against = go.order().side() == Side.BUY ? -1 : 1;
        Held held = go.held();
        return held.amount().signum() == against || held.account().signum() == against
                ? go
                : go.with(TiedExits.of(go.entry().exits(), now.rules(), go.order(), now.markPrice()));
    }

    private Plan open(Signal signal, Signal.Open open, Situation now, ClientOrderId id) {
        PositionSide meant = open.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        if (isDirected(signal) && signal.positionSide() != meant) {
            return new Plan.Stop(Problem.badField(
                    "position_side",
                    String.valueOf(signal.positionSide()),
                    "contradicts side %s: opening with %s makes a %s position"
                            .formatted(open.side(), open.side(), meant)));
        }
        boolean hedge = now.isHedged();
        for (Held held : now.open()) {
            if (!hedge && held.direction() != open.side()) {
                return new Plan.Stop(Problem.conflict(
                        "OPPOSITE_POSITION_OPEN",
                        "%s is held %s; %s would reduce it instead of opening: close it first, or use decrease"
                                .formatted(signal.symbol(), held, open.side())));
            }
        }
        Held on = now.on(hedge ? meant : PositionSide.BOTH);
        Sizing size = Sizing.of(open.size(), open.entry(), open.side(), on.amount(), now);
        return fitting.fit(new Draft(id, on, open.side(), size, open.entry()), now);
    }

    private Plan increase(Signal.Increase increase, Held held, Situation now, ClientOrderId id) {
        if (increase.side() != null && increase.side() != held.direction()) {
            return new Plan.Stop(Problem.badField(
                    "side",
                    increase.side().name(),
                    "contradicts the position, which is %s: leave side out, or use decrease".formatted(held)));
        }
        Sizing size = Sizing.of(increase.size(), increase.entry(), held.direction(), held.amount(), now);
        return fitting.fit(new Draft(id, held, held.direction(), size, increase.entry()), now);
    }

    private Plan decrease(Signal.Decrease decrease, Held held, Situation now, ClientOrderId id) {
        Side side = held.direction().opposite();
        Sizing size = Sizing.of(decrease.size(), decrease.entry(), side, held.amount(), now);
        // Compared after rounding: a strategy that bought 0.575181 holds 0.575 and will want to sell 0.575181.
        BigDecimal rounded = now.rules().lot().floor(size.contracts());
        if (rounded.compareTo(held.size()) > 0) {
            return new Plan.Stop(Problem.badField(
                    "quantity",
                    decrease.size().toString(),
                    "is more than is held: the position is %s".formatted(held)));
        }
        return fitting.fit(new Draft(id, held, held.direction().opposite(), size, decrease.entry()), now);
    }

    private Plan exit(Held held, Situation now, ClientOrderId id) {
        return fitting.fitExit(
                new Draft(id, held, held.direction().opposite(), Sizing.of(held.size()), Entry.MARKET), now);
    }

    /** One order at a time: what is still missing after it is for the next. */
    private Plan target(Signal signal, Signal.Target target, Situation now, ClientOrderId id) {
        BigDecimal asked = rounded(target.size(), now);
        List<Held> opposite = now.open().stream()
                .filter(held -> held.amount().signum() != asked.signum())
                .toList();
        boolean alone = asked.signum() == 0 || now.split() || now.onlyExits() != null;
        if (!opposite.isEmpty()
                && (alone || now.isHedged() || isTooLarge(opposite.getFirst(), asked, target, now, id))) {
            Plan exit = exit(opposite.getFirst(), now, id);
            boolean more = opposite.size() > 1 || asked.signum() != 0;
            return more && exit instanceof Plan.Go go ? go.withMore() : exit;
        }
        PositionSide side = asked.signum() > 0 ? PositionSide.LONG : PositionSide.SHORT;
        Held held = asked.signum() == 0 || !now.isHedged() ? now.on(PositionSide.BOTH) : now.on(side);
        return from(held, asked, signal, target, now, id);
    }

    private boolean isTooLarge(Held held, BigDecimal asked, Signal.Target target, Situation now, ClientOrderId id) {
        BigDecimal change = asked.subtract(held.amount());
        Side side = change.signum() > 0 ? Side.BUY : Side.SELL;
        return fitting.isTooLarge(new Draft(id, held, side, Sizing.of(change.abs()), target.entry()), now);
    }

    private Plan from(
            Held held, BigDecimal asked, Signal signal, Signal.Target target, Situation now, ClientOrderId id) {
        BigDecimal change = asked.subtract(held.amount());
        Ends ends = ends(target.entry().exits(), held, asked);
        List<Field> faults = ends == null
                ? List.of()
                : ends.exits()
                        .faults(
                                ends.price(),
                                ends.direction(),
                                held.markPrice(),
                                now.rules().price());
        boolean takesAway = change.signum() != 0 && target.entry().terms().endsAtOnce();
        Draft draft = new Draft(
                id,
                held,
                change.signum() > 0 ? Side.BUY : Side.SELL,
                Sizing.of(
                        change.abs(),
                        "%s wanted - %s held = %s".formatted(plain(asked), plain(held.amount()), plain(change))),
                target.entry());
        if (!faults.isEmpty() && !takesAway) {
            return new Plan.Stop(Problem.badInput(faults), fitting.missing(draft, now));
        }
        if (change.signum() == 0) {
            String how = ends == null ? "" : "; from now on it ends by " + ends.words();
            return new Plan.Done("%s: %s is held, as wanted%s".formatted(signal.symbol(), plain(asked), how), ends);
        }
        Plan plan = fitting.fit(draft, now);
        if (plan instanceof Plan.Stop stop) {
            return new Plan.Stop(stop.problem(), fitting.missing(draft, now));
        }
        // What takes away is not kept back by exits that cannot be; what is wrong with them is said after it.
        return plan instanceof Plan.Go go ? (faults.isEmpty() ? go.with(ends) : go.withMore()) : plan;
    }

    /** What a target says of the end of what is held already, if that is new; what it opens ends with its fill. */
    private static @Nullable Ends ends(Exits exits, Held held, BigDecimal asked) {
        boolean isHeld = asked.signum() == held.amount().signum() && asked.abs().compareTo(held.size()) <= 0;
        String text = exits.toString();
        if (!isHeld || asked.signum() == 0 || text.isEmpty() || text.equals(held.exits())) {
            return null;
        }
        BigDecimal size = held.endable(asked.subtract(held.amount()));
        return new Ends(held.positionSide(), held.direction(), exits, held.entryPrice(), size);
    }

    /** On the steps of the symbol, towards zero: what a strategy wants is never more than it said. */
    private static BigDecimal rounded(BigDecimal target, Situation now) {
        BigDecimal size = now.rules().lot().floor(target.abs());
        return size.signum() <= 0 ? BigDecimal.ZERO : target.signum() < 0 ? size.negate() : size;
    }

    private static Plan withPosition(Signal signal, Situation now, Function<Held, Plan> then) {
        List<Held> meant = now.open().stream()
                .filter(held -> held.isMeantBy(signal.positionSide()))
                .toList();
        if (meant.size() > 1) {
            return new Plan.Stop(Problem.badField(
                    "position_side",
                    null,
                    "is needed: %s is held both %s and %s; say LONG or SHORT"
                            .formatted(signal.symbol(), meant.get(0), meant.get(1))));
        }
        if (meant.isEmpty()) {
            return new Plan.Stop(Problem.notFound(
                    "POSITION_NOT_FOUND",
                    "No open %sposition on %s%s to %s%s"
                            .formatted(
                                    isDirected(signal) ? signal.positionSide() + " " : "",
                                    signal.symbol(),
                                    signal.strategy().isEmpty() ? "" : " of " + signal.strategy(),
                                    signal.intent().name(),
                                    now.isHeldByOthers()
                                            ? "; what the account holds there belongs to other strategies: say which with the field strategy, or POST /trading/flatten"
                                            : "")));
        }
        return then.apply(meant.getFirst());
    }

    private static boolean isDirected(Signal signal) {
        return signal.positionSide() != null && signal.positionSide() != PositionSide.BOTH;
    }
}
