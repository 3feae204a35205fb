package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.Inquiry;
import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.Placement;
import dev.asterbridge.protection.Look;
import dev.asterbridge.protection.Protector;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Works off one symbol, one step at a time, as the journal says; called by one thread at a time.
 *
 * <p>Nothing that matters is kept here: a lane that starts anew goes on where the journal is. Requests that are not proven
 * are looked up first. Signals then take their turns in the order of arrival. When the first one cannot go on, because an
 * order is not proven or the exchange does not let it, exits behind it are tried all the same: they make a position smaller
 * and never turn it. An exit that goes early may be carried out early, but is not refused before its turn; and a close that
 * was carried out early waits for its turn, so that what was to be opened before it is not opened after it.
 */
class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Duration NOT_OURS = Duration.ofSeconds(1);

    /** However often the lane is woken meanwhile. */
    private static final Duration UNREAD = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Symbol symbol;
    private final Journal journal;
    private final SignalRecords signals;
    private final LaneRecords lanes;
    private final TargetRecords targets;
    private final SignalProperties properties;
    private final OrderService orders;
    private final OrderQueries queries;
    private final HoldingRecords holdings;
    private final SignalProcessor processor;
    private final Planning planning;
    private final Verdicts verdicts;
    private final Drift drift;
    private final Protector protector;
    private final Decisions decisions;
    private final Clock clock;

    private final Map<ClientOrderId, Inquiry> inquiries = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Set<String> inTurn = new HashSet<>();
    private final Set<ClientOrderId> lookedUp = new HashSet<>();
    private Pause unread = new Pause("", 0, Instant.EPOCH, Duration.ZERO);
    private Instant lastClaim = Instant.EPOCH;
    private long epoch;
    private boolean reconciled;
    private boolean unproven;
    private volatile boolean closed;

    Lane(Symbol symbol, LaneParts parts) {
        this.symbol = symbol;
        this.journal = parts.journal();
        this.signals = parts.signals();
        this.lanes = parts.lanes();
        this.targets = parts.targets();
        this.properties = parts.properties();
        this.orders = parts.orders();
        this.queries = parts.queries();
        this.holdings = parts.holdings();
        this.processor = parts.processor();
        this.planning = parts.planning();
        this.verdicts = parts.verdicts();
        this.drift = parts.drift();
        this.protector = parts.protector();
        this.decisions = parts.decisions();
        this.clock = parts.clock();
    }

    Symbol symbol() {
        return symbol;
    }

    /** Nothing new is started from now on. */
    void close() {
        closed = true;
    }

    /** Whether what is held was compared with the journal since this instance took the lane. */
    boolean isReconciled() {
        return reconciled;
    }

    /** Whether a request was not proven when it was looked last. */
    boolean isLookingUp() {
        return unproven;
    }

    /** Does one thing; says when to come back, or nothing when there is nothing left to do. */
    Optional<Duration> step() {
        LaneView view = journal.read(sql -> signals.view(sql, symbol, queries, holdings));
        if (closed || (view.isIdle() && reconciled)) {
            return Optional.empty();
        }
        if (!isOurs(view)) {
            // What was seen before the lane was ours may be old; the owner until now may have sent something since.
            return Optional.of(claim() ? Duration.ZERO : NOT_OURS);
        }
        unproven = !view.live().isEmpty();
        inquiries.keySet().retainAll(view.live().stream().map(LiveAttempt::id).toList());
        Optional<LiveAttempt> due = view.live().stream()
                .filter(attempt -> inquiry(attempt).untilDue().isZero() && !lookedUp.contains(attempt.id()))
                .findFirst();
        if (due.isPresent()) {
            lookedUp.add(due.get().id());
            MDC.put("signal", due.get().leg().signalId());
            MDC.put("client_order_id", due.get().id().value());
            // Had it been executed in spite of the proof, what is held would show it.
            reconciled &= !(orders.look(due.get(), inquiry(due.get())) instanceof Placement.NotExecuted);
            return Optional.of(Duration.ZERO);
        }
        // Answers may take seconds each: none is asked for twice before it was seen what else is to be done.
        lookedUp.clear();
        Optional<Duration> again = view.guarded() ? protect(view) : Optional.empty();
        if (again.filter(Duration::isZero).isPresent()) {
            return again;
        }
        if (view.live().isEmpty() && !reconciled) {
            Duration compare = reconcile();
            // However long this takes, a sender may know when its alert is worth nothing any more.
            view.waiting().stream().filter(verdicts::isExpired).findFirst().ifPresent(signal -> work(signal, view));
            return Optional.of(again.filter(it -> it.compareTo(compare) < 0).orElse(compare));
        }
        Instant now = clock.instant();
        Optional<Waiting> next = next(view, now);
        if (next.isPresent()) {
            work(next.get(), view);
            return Optional.of(Duration.ZERO);
        }
        return Stream.concat(untilDue(view, now).stream(), again.stream()).min(Duration::compareTo);
    }

    /** Nothing if there was something to do, else until when there is nothing. */
    private Optional<Duration> protect(LaneView view) {
        // As long as something is not proven nothing can be compared, and the journal has to do.
        boolean compared = reconciled || !view.live().isEmpty();
        try {
            return switch (protector.look(symbol, view.live(), compared, this::guard)) {
                case Look.Acted ignored -> Optional.of(Duration.ZERO);
                case Look.Idle idle -> Optional.ofNullable(idle.again());
                case Look.Unexplained ignored -> {
                    reconciled = false;
                    yield Optional.of(Duration.ZERO);
                }
            };
        } catch (ExchangeUnavailable e) {
            log.atDebug().addKeyValue("event", "protection_unread").log("Looked at later: {}", e.getMessage());
            return Optional.of(UNREAD);
        }
    }

    private boolean isOurs(LaneView view) {
        return epoch > 0 && view.epoch() == epoch && journal.instance().equals(view.owner());
    }

    private boolean claim() {
        Instant now = clock.instant();
        if (Duration.between(lastClaim, now).abs().compareTo(NOT_OURS) < 0) {
            return false;
        }
        lastClaim = now;
        OptionalLong claimed = journal.write(tx -> lanes.claim(tx, symbol));
        epoch = claimed.orElse(0);
        lastClaim = claimed.isPresent() ? Instant.EPOCH : now;
        reconciled = false;
        inquiries.clear();
        protector.forget(symbol);
        return claimed.isPresent();
    }

    private Duration reconcile() {
        Duration left = unread.left(clock.instant());
        if (left.isPositive()) {
            return left;
        }
        try {
            // Of what is not listed nothing can be held, and the exchange would refuse the question.
            Optional<Duration> again = planning.isListed(symbol) ? drift.check(symbol, this::guard) : Optional.empty();
            reconciled = again.isEmpty();
            return again.orElse(Duration.ZERO);
        } catch (ExchangeUnavailable e) {
            log.atDebug().addKeyValue("event", "position_unread").log("Not compared yet: {}", e.getMessage());
            unread = new Pause(String.valueOf(e.getMessage()), 1, clock.instant(), UNREAD);
            return UNREAD;
        }
    }

    /** Runs within every transaction that something follows from. */
    private void guard(Transaction tx) {
        if (closed) {
            throw new LaneLost("the service is stopping");
        }
        lanes.require(tx, symbol, epoch);
    }

    private Optional<Waiting> next(LaneView view, Instant now) {
        boolean certain = view.live().isEmpty();
        if (certain
                && view.waiting().stream()
                        .findFirst()
                        .filter(it -> isReady(it, view, now))
                        .isPresent()) {
            inTurn.clear();
        }
        return view.waiting().stream()
                .filter(signal -> isReady(signal, view, now))
                .filter(signal ->
                        (certain && view.isFirst(signal)) || mayGoEarly(signal, view) || isPointless(signal, view))
                .findFirst();
    }

    private boolean mayGoEarly(Waiting signal, LaneView view) {
        return !signal.signal().opens() && !view.isLive(signal) && !inTurn.contains(signal.id());
    }

    private static boolean isPointless(Waiting signal, LaneView view) {
        return !view.isLive(signal) && view.closedAfter(signal).isPresent();
    }

    private boolean isReady(Waiting signal, LaneView view, Instant now) {
        Pause pause = pauses.get(signal.id());
        return pause == null || pause.left(now).isZero() || isPointless(signal, view);
    }

    private void work(Waiting signal, LaneView view) {
        MDC.put("signal", signal.id());
        Optional<Waiting> exit = view.closedAfter(signal);
        if (exit.isPresent()) {
            decide(signal, Verdicts.superseded(exit.get()), null);
            return;
        }
        if (signal.isTarget()) {
            follow(signal, view);
        } else {
            carryOut(signal, null, view);
        }
    }

    /**
     * Puts targets of one strategy in the order in which it meant them, and lets all but the newest go, one at a time; a
     * missing one is reported.
     */
    private void follow(Waiting signal, LaneView view) {
        String strategy = signal.signal().strategy();
        Course course = Course.of(
                signal,
                view,
                view.targets().get(strategy),
                () -> journal.read(sql -> signals.said(sql, symbol, strategy)));
        if (course.gap() != null && mayFreeze(course.signal(), course.gap(), view)) {
            return;
        }
        switch (course) {
            case Course.LetGo it -> decide(it.signal(), Verdicts.superseded(it.signal(), it.byId()), it);
            case Course.CarryOut it -> carryOut(it.signal(), it, view);
        }
    }

    private void carryOut(Waiting signal, Course.@Nullable CarryOut course, LaneView view) {
        boolean certain = view.live().isEmpty();
        Pause before = pauses.get(signal.id());
        Turn turn = new Turn(
                !certain || !view.isFirst(signal), certain, view.frozen(), before == null ? null : before.why());
        if (course != null && turn.early() && signal.signal().opens()) {
            // It said flat, but what its strategy means by now is more than that.
            inTurn.add(signal.id());
            return;
        }
        switch (processor.work(signal, turn, this::guard)) {
            case Progress.Decided decided -> {
                protectFirst();
                decide(signal, verdicts.withPosition(signal.signal(), decided), course);
            }
            case Progress.Later later -> pause(signal, later, before);
            case Progress.InTurn ignored -> inTurn.add(signal.id());
            case Progress.Unproven ignored -> {
                unproven = true;
                pauses.remove(signal.id());
            }
            case Progress.More ignored -> pauses.remove(signal.id());
            case Progress.Unexplained ignored -> reconciled = false;
        }
    }

    /** What was filled must not go without its stop for as long as it takes to tell what is held. */
    private void protectFirst() {
        LaneView view = journal.read(sql -> signals.view(sql, symbol, queries, holdings));
        if (view.guarded()) {
            var unused = protect(view);
        }
    }

    private boolean mayFreeze(Waiting signal, Course.Gap gap, LaneView view) {
        if (properties.onGap() == SignalProperties.OnGap.FOLLOW || view.frozen() != null) {
            return false;
        }
        journal.write(tx -> {
            guard(tx);
            lanes.freeze(tx, symbol, sentence(signal, gap));
            return symbol;
        });
        return true;
    }

    private static String sentence(Waiting signal, Course.Gap gap) {
        return "an alert%s seems to be missing: it said that it holds %s, and now that it held %s"
                .formatted(
                        signal.signal().strategy().isEmpty()
                                ? ""
                                : " of strategy " + signal.signal().strategy(),
                        plain(gap.known()),
                        plain(gap.said()));
    }

    /** @param course what led to it; absent where it is no target's own */
    private void decide(Waiting signal, Progress.Decided decided, @Nullable Course course) {
        String gap = course == null || course.gap() == null ? null : sentence(signal, course.gap());
        Standing standing = course == null ? null : course.standing();
        journal.write(tx -> {
            lanes.require(tx, symbol, epoch);
            if (standing != null) {
                targets.keep(tx, symbol, signal.signal().strategy(), standing);
            }
            if (gap != null) {
                tx.record(signal.id(), "gap_found", Map.of("what", gap));
            }
            Ends ends = decided.ends();
            if (ends != null) {
                ends.keep(tx, holdings, signal);
            }
            if (signal.signal().isOfAll()) {
                boolean done = decided.outcome() instanceof SignalOutcome.Executed;
                holdings.closed(tx, symbol, signal.signal().positionSide(), done);
            }
            return signals.decide(tx, signal.id(), decided, clock.instant());
        });
        pauses.remove(signal.id());
        decisions.announce(signal.id());
        if (gap != null) {
            log.atWarn().addKeyValue("event", "gap_found").log("{}: {}", symbol, gap);
        }
        MDC.put("signal", signal.id());
        verdicts.report(signal, decided);
    }

    private void pause(Waiting signal, Progress.Later later, @Nullable Pause before) {
        int tries = before == null ? 1 : before.tries() + 1;
        Duration doubled = Duration.ofMillis(250L << Math.min(tries, 6));
        Duration wait = later.atLeast() == null || later.atLeast().compareTo(doubled) < 0 ? doubled : later.atLeast();
        pauses.put(
                signal.id(),
                new Pause(later.why(), tries, clock.instant(), wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
        if (tries == 1) {
            log.atWarn()
                    .addKeyValue("event", "signal_delayed")
                    .log("{} {} has to wait: {}", signal.signal().intent(), symbol, later.why());
        }
    }

    /** A pause that is over and did not let its signal go on is none; it waits for something else. */
    private Optional<Duration> untilDue(LaneView view, Instant now) {
        List<String> waiting = view.waiting().stream().map(Waiting::id).toList();
        pauses.keySet().retainAll(waiting);
        inTurn.retainAll(waiting);
        return Stream.concat(
                        view.live().stream().map(attempt -> inquiry(attempt).untilDue()),
                        pauses.values().stream().map(pause -> pause.left(now)).filter(Duration::isPositive))
                .min(Duration::compareTo);
    }

    private Inquiry inquiry(LiveAttempt attempt) {
        return inquiries.computeIfAbsent(attempt.id(), id -> orders.inquire(attempt));
    }

    /** How long a signal has to wait before it is tried again; a clock that jumped only makes it short. */
    private record Pause(String why, int tries, Instant since, Duration length) {

        Duration left(Instant now) {
            Duration left = length.minus(Duration.between(since, now).abs());
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
