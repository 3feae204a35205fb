package dev.asterbridge.signals;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.orders.Placement;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.PlannedExit;
import dev.asterbridge.risk.Exposure;
import dev.asterbridge.risk.RiskGuard;
import dev.asterbridge.risk.RiskVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes one signal as far as it will go now: look, plan, place, look again. */
@Component
class SignalProcessor {

    private static final Logger log = LoggerFactory.getLogger(SignalProcessor.class);

    /** For how long it is believed what was read of a position. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    /** More orders than that for one target would be chasing a market that gives nothing. */
    private static final int MOST_ORDERS = 5;

    /** The exchange's codes for too little margin, as a refusal begins. */
    private static final Pattern SHORT_OF_MARGIN = Pattern.compile("-(2018|2019|2027|2028)\\b");

    private final MarketReader market;
    private final PositionReader positions;
    private final AccountReader accounts;
    private final ExchangeClock exchange;
    private final OrderPlanner planner;
    private final RiskGuard risk;
    private final OrderService orders;
    private final Canceller canceller;
    private final Holder holder;
    private final Journal journal;
    private final Clock clock;
    private final MeterRegistry meters;

    SignalProcessor(
            MarketReader market,
            PositionReader positions,
            AccountReader accounts,
            ExchangeClock exchange,
            OrderPlanner planner,
            RiskGuard risk,
            OrderService orders,
            Holder holder,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        this.market = market;
        this.positions = positions;
        this.accounts = accounts;
        this.exchange = exchange;
        this.planner = planner;
        this.risk = risk;
        this.orders = orders;
        this.canceller = new Canceller(orders, journal);
        this.holder = holder;
        this.journal = journal;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param alongside runs in the transaction that puts an order on record before it is sent */
    Progress work(Waiting signal, Turn turn, Consumer<Transaction> alongside) {
        if (signal.signal().intent() instanceof Signal.Cancel) {
            return cancel(signal, turn, alongside);
        }
        List<PlacedOrder> placed = journal.read(sql -> orders.of(sql, signal.id())).stream()
                .filter(order -> !order.leg().isExit())
                .toList();
        Optional<Order> last = lastSeen(placed);
        if (last.isEmpty()) {
            return goOn(signal, turn, placed, alongside);
        }
        if (turn.early() && signal.closes()) {
            return new Progress.InTurn();
        }
        if (!isUnfinished(signal, placed)) {
            return finish(signal.signal(), last.get(), Map.of(), "");
        }
        // What was carried out in part is not called refused or expired for what is left.
        Progress progress = goOn(signal, turn, placed, alongside);
        return switch (progress) {
            case Progress.Decided decided ->
                switch (decided.outcome()) {
                    case SignalOutcome.Refused rest ->
                        finish(
                                signal.signal(),
                                last.get(),
                                Map.of(),
                                signal.signal().intent() instanceof Signal.Target
                                        ? "; no more: " + rest.problem().detail()
                                        : "");
                    case SignalOutcome.Executed it ->
                        it.order() == null ? finish(signal.signal(), last.get(), Map.of(), "") : progress;
                    case SignalOutcome.Pending ignored -> progress;
                };
            case Progress.Later ignored -> progress;
            case Progress.InTurn ignored -> progress;
            case Progress.Unproven ignored -> progress;
            case Progress.More ignored -> progress;
            case Progress.Unexplained ignored -> progress;
        };
    }

    /** What rests may be what an earlier alert asked for, so that it waits for its turn. */
    private Progress cancel(Waiting signal, Turn turn, Consumer<Transaction> alongside) {
        if (turn.early()) {
            return new Progress.InTurn();
        }
        if (isExpired(signal)) {
            Progress.Decided expired = expired(signal, turn, List.of());
            return canceller.hasBegun(signal) && expired.outcome() instanceof SignalOutcome.Refused it
                    ? canceller.verdict(signal, it.problem())
                    : expired;
        }
        try {
            canceller.cancel(signal, alongside);
            return canceller.verdict(signal, null);
        } catch (ExchangeUnavailable e) {
            Progress progress = later(signal.signal(), turn, e.refusal());
            return progress instanceof Progress.Decided ? canceller.verdict(signal, Problem.of(e.refusal())) : progress;
        }
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
     * A close that went early may have left something, and may have been tried again in vain since; a target may have filled
     * in part, or have to go on at the other side.
     */
    private static boolean isUnfinished(Waiting signal, List<PlacedOrder> placed) {
        PlacedOrder newest = placed.getLast();
        if (signal.signal().intent() instanceof Signal.Target) {
            return placed.size() < MOST_ORDERS
                    && (newest.seen() == null || newest.seen().status().isFinal());
        }
        return signal.closes() && (newest.seen() == null || newest.leg().early());
    }

    private Progress goOn(Waiting signal, Turn turn, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        if (isExpired(signal)) {
            return expired(signal, turn, placed);
        }
        boolean isTarget = signal.signal().intent() instanceof Signal.Target;
        if (turn.frozen() != null && signal.signal().opens() && !isTarget) {
            return refuse(frozen(signal.signal(), turn.frozen()));
        }
        ClientOrderId id = journal.read(sql -> orders.nextId(sql, signal.id()));
        Instant lookedAt = clock.instant();
        try {
            Plan plan = plan(signal.signal(), id, onlyExits(signal, turn), wasShortOfMargin(placed));
            if (plan instanceof Plan.Go go && verdict(signal.signal(), go) instanceof RiskVerdict.Refused refused) {
                if (!isTarget || refused.passing()) {
                    return outOfBounds(refused);
                }
                // What a target takes away is taken away all the same.
                plan = plan(signal.signal(), id, refused.problem().detail(), false);
            }
            return switch (plan) {
                case Plan.Go go -> {
                    Exposure exposure = exposure(signal.signal(), go);
                    yield place(signal, turn, go, placed, tx -> {
                        requireFreshLook(lookedAt);
                        alongside.accept(tx);
                        requireRoom(tx, exposure);
                    });
                }
                case Plan.Done done -> asItIs(signal.signal(), done);
                case Plan.Stop stop -> turn.early() ? new Progress.InTurn() : refuse(stop.problem());
            };
        } catch (OutOfBounds e) {
            return outOfBounds(e.refused);
        } catch (ProblemException e) {
            // Somebody opened something since it was planned.
            return refuse(e.problem());
        } catch (OldNews e) {
            return new Progress.More();
        } catch (Unexplained e) {
            // While a person has not released the lane, looking again changes nothing.
            return turn.frozen() == null ? new Progress.Unexplained() : new Progress.Later(message(e), null);
        } catch (ExchangeUnavailable e) {
            // Nothing was sent. A position that cannot be read is not a flat one.
            return later(signal.signal(), turn, e.refusal());
        }
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Why a target may only be come nearer to by exits; null when it may be reached. */
    private @Nullable String onlyExits(Waiting signal, Turn turn) {
        if (turn.frozen() != null) {
            return frozen(signal.signal(), turn.frozen()).detail();
        }
        return exchange.now().isAfter(signal.opensUntil())
                ? "It was too late to open anything after %s".formatted(signal.opensUntil())
                : null;
    }

    private void requireRoom(Transaction tx, Exposure exposure) {
        if (risk.check(tx, exposure) instanceof RiskVerdict.Refused refused) {
            throw new OutOfBounds(refused);
        }
    }

    private RiskVerdict verdict(Signal signal, Plan.Go go) {
        return risk.check(exposure(signal, go));
    }

    private Exposure exposure(Signal signal, Plan.Go go) {
        OrderRequest order = go.order();
        Symbol symbol = signal.symbol();
        BigDecimal resting = order.reduceOnly()
                ? BigDecimal.ZERO
                : journal.read(sql -> orders.mayAdd(sql, symbol, order.positionSide()));
        return new Exposure(
                symbol,
                order.positionSide(),
                signal.strategy(),
                order.side(),
                order.quantity(),
                order.terms().prices(),
                order.reduceOnly(),
                go.held().account(),
                resting,
                go.held().amount(),
                () -> markPrice(symbol),
                () -> orders.leverage(symbol, signal.margin()));
    }

    private static Progress outOfBounds(RiskVerdict.Refused refused) {
        return refused.passing() ? new Progress.Later(refused.problem().detail(), null) : refuse(refused.problem());
    }

    /** A limit was reached between planning and putting on record. */
    private static final class OutOfBounds extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient RiskVerdict.Refused refused;

        OutOfBounds(RiskVerdict.Refused refused) {
            super(refused.problem().detail(), null, false, false);
            this.refused = refused;
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

    /** An order that takes one position down and opens another needs margin for both at once. */
    private static boolean wasShortOfMargin(List<PlacedOrder> placed) {
        return placed.stream()
                .flatMap(order -> order.attempts().stream())
                .anyMatch(attempt -> attempt.answer() != null
                        && SHORT_OF_MARGIN.matcher(attempt.answer()).lookingAt());
    }

    private static Progress asItIs(Signal signal, Plan.Done done) {
        String message = signal.intent().name() + " " + done.message();
        return new Progress.Decided(Verdict.EXECUTED, new SignalOutcome.Executed(message, null, null, Map.of()));
    }

    static Problem frozen(Signal signal, String why) {
        return Problem.conflict(
                "SYMBOL_FROZEN",
                "Nothing new is opened on %s: %s. Look into it, then POST /lanes/%s/release"
                        .formatted(signal.symbol(), why, signal.symbol()));
    }

    boolean isExpired(Waiting signal) {
        return exchange.now().isAfter(signal.expiresAt());
    }

    boolean isListed(Symbol symbol) {
        return market.rules(symbol).isPresent();
    }

    /** What would be ordered first; sends nothing but questions. */
    Plan plan(Signal signal, ClientOrderId id) {
        if (signal.intent() instanceof Signal.Cancel) {
            return canceller.plan(signal);
        }
        Plan plan = plan(signal, id, null, false);
        return plan instanceof Plan.Go go && verdict(signal, go) instanceof RiskVerdict.Refused refused
                ? new Plan.Stop(refused.problem())
                : plan;
    }

    private Plan plan(Signal signal, ClientOrderId id, @Nullable String onlyExits, boolean split) {
        Optional<InstrumentRules> rules = market.rules(signal.symbol());
        if (rules.isEmpty()) {
            return new Plan.Stop(Problem.badField(
                    "symbol", signal.symbol().name(), "is not listed on AsterDEX; a listed one is BTCUSDT"));
        }
        Symbol alias = signal.alias();
        if (alias != null && market.isListed(alias)) {
            return new Plan.Stop(Problem.badField(
                    "symbol",
                    alias.name(),
                    "is listed on AsterDEX itself and cannot stand for %s; take it out of the file of symbols (SYMBOLS_FILE)"
                            .formatted(signal.symbol())));
        }
        Situation situation = new Situation(
                rules.get(),
                holder.held(signal),
                accounts::positionMode,
                () -> markPrice(signal.symbol()),
                () -> accounts.account().totalMarginBalance(),
                onlyExits,
                split);
        return backed(signal, situation, id);
    }

    /** A plan that keeps to the margin terms; a target that cannot have them takes away what it would, and no more. */
    private Plan backed(Signal signal, Situation now, ClientOrderId id) {
        Plan plan = planner.plan(signal, now, id);
        if (!(plan instanceof Plan.Go go) || go.order().reduceOnly()) {
            return plan;
        }
        Optional<Problem> obstacle = orders.obstacle(signal.symbol(), signal.margin());
        if (obstacle.isEmpty()) {
            return plan;
        }
        boolean isTarget = signal.intent() instanceof Signal.Target;
        Plan exit = isTarget ? planner.plan(signal, now.onlyExits(obstacle.get().detail()), id) : plan;
        return exit instanceof Plan.Go less && less.order().reduceOnly() ? exit : new Plan.Stop(obstacle.get());
    }

    /** What would rest to end the position that the order leads to; nothing where it only makes one smaller. */
    List<Preview.Exit> exits(Plan.Go go) {
        OrderRequest order = go.order();
        Exits exits = go.entry().exits();
        BigDecimal size = go.sizeAfterwards();
        Optional<InstrumentRules> rules = market.rules(order.symbol());
        if (exits.equals(Exits.NONE) || size.signum() == 0 || rules.isEmpty()) {
            return List.of();
        }
        List<Price> named = order.terms().prices();
        BigDecimal price =
                named.isEmpty() ? markPrice(order.symbol()) : named.getLast().value();
        return PlannedExit.of(exits, rules.get(), order.side(), price, size).stream()
                .map(exit -> new Preview.Exit(
                        exit.role(),
                        new OrderRequest(
                                order.clientOrderId(),
                                order.symbol(),
                                order.side().opposite(),
                                order.positionSide(),
                                exit.quantity(),
                                exit.terms(),
                                true)))
                .toList();
    }

    /** The verdict on a target that the strategy itself has replaced. */
    Progress.Decided superseded(Waiting signal, String byId) {
        return new Progress.Decided(
                Verdict.SUPERSEDED,
                new SignalOutcome.Refused(Problem.conflict(
                        "SUPERSEDED",
                        "The strategy has said something newer since, signal %s; %s is not ordered any more"
                                .formatted(byId, signal.signal().intent()))));
    }

    /** The verdict on a signal that a later exit made pointless. */
    Progress.Decided superseded(Waiting exit) {
        return new Progress.Decided(
                Verdict.SUPERSEDED,
                new SignalOutcome.Refused(Problem.conflict(
                        "SUPERSEDED",
                        "A later close of the same symbol, signal %s, was carried out first".formatted(exit.id()))));
    }

    /** Says what became of it, where nobody may be waiting for the answer. */
    void report(Waiting signal, Progress.Decided decided) {
        meters.counter("bridge.alerts", "outcome", decided.verdict().text()).increment();
        meters.timer(
                        "bridge.signal.duration",
                        "action",
                        signal.signal().intent().name())
                .record(Duration.between(signal.receivedAt(), clock.instant()).abs());
        if (decided.outcome() instanceof SignalOutcome.Refused refused) {
            log.atWarn()
                    .addKeyValue("event", "signal_refused")
                    .addKeyValue("error", refused.problem().error())
                    .log(
                            "{} {} {}: {}",
                            signal.signal().intent().name(),
                            signal.signal().symbol(),
                            decided.verdict().text(),
                            refused.problem().detail());
        }
    }

    private Progress place(
            Waiting signal, Turn turn, Plan.Go go, List<PlacedOrder> placed, Consumer<Transaction> alongside) {
        boolean again = !placed.isEmpty() && placed.getLast().seen() == null;
        int number = again ? placed.getLast().leg().number() : journal.read(sql -> orders.nextNumber(sql, signal.id()));
        Leg leg = new Leg(
                signal.id(),
                number,
                !turn.certain(),
                signal.signal().strategy(),
                go.entry().purpose(exchange.now()));
        Placement placement = orders.place(leg, go.order(), signal.signal().margin(), tx -> {
            if (isExpired(signal)) {
                throw new LaneLost("the signal grew too old while it was planned; nothing was sent");
            }
            alongside.accept(tx);
            tx.record(signal.id(), "signal_planned", planned(signal.signal(), go));
        });
        return switch (placement) {
            case Placement.Unproven ignored -> new Progress.Unproven();
            case Placement.NotExecuted not -> new Progress.Later(not.proof(), null);
            case Placement.Refused refused -> refused(signal, turn, refused.refusal(), placed);
            case Placement.Placed done -> {
                if (turn.early() && signal.closes()) {
                    yield new Progress.InTurn();
                }
                boolean partly = done.order().status().isFinal() && done.order().status() != OrderStatus.FILLED;
                boolean goesOn = signal.signal().intent() instanceof Signal.Target && (go.more() || partly);
                yield goesOn ? new Progress.More() : finish(signal.signal(), done.order(), go.adjusted(), "");
            }
        };
    }

    /** A target across zero that the margin does not allow at once is tried in two steps, the exit first. */
    private static Progress refused(Waiting signal, Turn turn, Refusal refusal, List<PlacedOrder> placed) {
        boolean shortOfMargin = SHORT_OF_MARGIN.matcher(refusal.toString()).lookingAt();
        return signal.signal().intent() instanceof Signal.Target && shortOfMargin && !wasShortOfMargin(placed)
                ? new Progress.More()
                : later(signal.signal(), turn, refusal);
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
        if (!signal.margin().isNone() && !go.order().reduceOnly()) {
            planned.put("margin", signal.margin().toString());
        }
        return planned;
    }

    /** What the exchange does not want is over; what did not get through is tried again, an exit in any case. */
    private static Progress later(Signal signal, Turn turn, Refusal refusal) {
        return switch (refusal.reason()) {
            case REFUSED -> turn.early() ? new Progress.InTurn() : refuse(Problem.of(refusal));
            case NOT_AUTHORISED ->
                signal.opens() ? refuse(Problem.of(refusal)) : new Progress.Later(refusal.toString(), null);
            case CLOCK, RATE_LIMITED, UNREACHABLE, TOO_SLOW ->
                new Progress.Later(refusal.toString(), refusal.retryAfter());
        };
    }

    private static Progress.Decided expired(Waiting signal, Turn turn, List<PlacedOrder> placed) {
        String untold = placed.isEmpty() ? "others came first" : "it took until now to prove that nothing was executed";
        String why = turn.delayedBy() == null ? untold : turn.delayedBy();
        return new Progress.Decided(
                Verdict.EXPIRED,
                new SignalOutcome.Refused(Problem.of(
                        422,
                        "SIGNAL_EXPIRED",
                        "Not done in time, and nothing was ordered: it was worth something until %s; %s"
                                .formatted(signal.expiresAt(), why))));
    }

    private static Progress refuse(Problem problem) {
        return new Progress.Decided(Verdict.REFUSED, new SignalOutcome.Refused(problem));
    }

    private Progress finish(Signal signal, Order order, Map<String, Adjustment> adjusted, String note) {
        if (order.status().isFinal() && order.executedQuantity().signum() == 0) {
            return refuse(Problem.of(
                    422,
                    "ORDER_NOT_FILLED",
                    "The exchange took the order %d and ended it %s without a fill"
                            .formatted(order.orderId(), order.status())));
        }
        return new Progress.Decided(
                Verdict.EXECUTED,
                new SignalOutcome.Executed(
                        message(signal, order) + note, order, position(signal, order.positionSide()), adjusted));
    }

    private static String message(Signal signal, Order order) {
        String what = "%s %s %s".formatted(signal.intent().name(), order.side(), signal.symbol());
        String filled = Decimals.plain(order.executedQuantity());
        if (order.status() == OrderStatus.FILLED) {
            return "%s: filled %s at %s".formatted(what, filled, Decimals.plain(order.averagePrice()));
        }
        return "%s: %s, filled %s of %s".formatted(what, order.status(), filled, Decimals.plain(order.quantity()));
    }

    private BigDecimal markPrice(Symbol symbol) {
        BigDecimal price = market.markPrice(symbol);
        if (price.signum() <= 0) {
            throw new ExchangeUnavailable(
                    Refusal.of(Refusal.Reason.UNREACHABLE, "the exchange shows no mark price of " + symbol));
        }
        return price;
    }

    private @Nullable Position position(Signal signal, PositionSide side) {
        try {
            return positions.of(signal.symbol()).stream()
                    .filter(position -> position.isOpen() && position.positionSide() == side)
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "position_unread")
                    .log("Order placed, position not read: {}", e.getMessage());
            return null;
        }
    }
}
