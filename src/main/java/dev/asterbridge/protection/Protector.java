package dev.asterbridge.protection;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.Placement;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.protection.Scene.Book;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what should end a position rests at the exchange, and nothing else does. Called by the lane of the symbol,
 * one look after the other.
 */
@Component
public class Protector {

    private static final Logger log = LoggerFactory.getLogger(Protector.class);

    /**
     * For how long a position may go without the stop that it should have. Closing it takes a moment, too, and a second one
     * where the first request is lost.
     */
    static final Duration NAKED = Duration.ofSeconds(3);

    /** What is promised: within so long there is a stop, or the position is closed. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    /** How long to wait for a proof of what protects before another one is sent; for two of them twice as long, and so on. */
    private static final Duration ANOTHER_AFTER = Duration.ofSeconds(1);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(250);

    /** What the exchange does not want now it will hardly want in a second. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    /** Between two looks at the price, and before what did not get through at market is tried again. */
    private static final Duration UNHURRIED = Duration.ofSeconds(2);

    /** However long the exchange wants silence: it may end sooner. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String PRICE = "price";
    static final int WOULD_TRIGGER = -2021;
    static final int NOTHING_TO_REDUCE = -2022;

    private final MarketReader market;
    private final ExchangeClock exchange;
    private final OrderService orders;
    private final OrderQueries queries;
    private final HoldingRecords holdings;
    private final Journal journal;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<Symbol, Vigil> vigils = new ConcurrentHashMap<>();

    Protector(
            MarketReader market,
            ExchangeClock exchange,
            OrderService orders,
            OrderQueries queries,
            HoldingRecords holdings,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        this.market = market;
        this.exchange = exchange;
        this.orders = orders;
        this.queries = queries;
        this.holdings = holdings;
        this.journal = journal;
        this.clock = clock;
        this.meters = meters;
        meters.gauge(
                "bridge.positions.unprotected",
                vigils,
                all -> all.values().stream()
                        .mapToInt(vigil -> vigil.unprotected(clock.instant()))
                        .sum());
    }

    /**
     * Does one thing, if there is one to do.
     *
     * @param live requests of the symbol that are not proven
     * @param compared whether what is held was compared with the exchange; else only what has no stop is looked after
     * @param guard runs in the transaction that puts an order on record before it is sent
     * @throws ExchangeUnavailable when the symbol's rules cannot be read
     */
    public Look look(Symbol symbol, List<LiveAttempt> live, boolean compared, Consumer<Transaction> guard) {
        Optional<InstrumentRules> rules = market.rules(symbol);
        if (rules.isEmpty()) {
            return new Look.Idle(null);
        }
        Vigil vigil = vigils.computeIfAbsent(symbol, key -> new Vigil());
        Scene scene =
                journal.read(sql -> Scene.of(rules.get(), holdings.of(sql, symbol), queries.standing(sql, symbol)));
        vigil.keep(scene.books(), book -> tried(book, live), clock.instant());
        if (compared
                && live.isEmpty()
                && !journal.read(sql -> holdings.overruns(sql, symbol)).isEmpty()) {
            return new Look.Unexplained();
        }
        return new Round(symbol, rules.get(), scene, vigil, live, compared, guard).go();
    }

    /** For how long nobody knows by now what became of the oldest of the requests that protect it, or end it. */
    private Duration tried(Book book, List<LiveAttempt> live) {
        return pending(book, live)
                .filter(attempt -> attempt.leg().purpose().role().equals(Exit.END)
                        || Exit.protects(
                                attempt.leg().purpose().role(),
                                attempt.request().terms()))
                .map(attempt ->
                        Duration.between(attempt.preparedAt(), exchange.now()).abs())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Stream<LiveAttempt> pending(Book book, List<LiveAttempt> live) {
        return live.stream()
                .filter(attempt -> attempt.leg().isExit()
                        && attempt.leg().strategy().equals(book.held().strategy())
                        && attempt.request().positionSide() == book.held().positionSide());
    }

    /** Whoever comes to a symbol anew has seen nothing of it since; how long something has had no stop is counted from then. */
    public void forget(Symbol symbol) {
        vigils.remove(symbol);
    }

    /** Whether something of the symbol had no stop when it was looked at last. */
    public boolean isNaked(Symbol symbol) {
        Vigil vigil = vigils.get(symbol);
        return vigil != null && vigil.unprotected(clock.instant()) > 0;
    }

    /** Symbols of which something has had no stop for over five seconds and could not be closed, as far as it is ours to. */
    public List<Symbol> exposed() {
        Instant now = clock.instant();
        return vigils.entrySet().stream()
                .filter(vigil -> vigil.getValue().isExposed(now, PROMISED))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** One look at one symbol. */
    private final class Round {

        private final Symbol symbol;
        private final InstrumentRules rules;
        private final Scene scene;
        private final Vigil vigil;
        private final List<LiveAttempt> live;
        private final boolean compared;
        private final Consumer<Transaction> guard;
        private final Instant now = clock.instant();

        Round(
                Symbol symbol,
                InstrumentRules rules,
                Scene scene,
                Vigil vigil,
                List<LiveAttempt> live,
                boolean compared,
                Consumer<Transaction> guard) {
            this.symbol = symbol;
            this.rules = rules;
            this.scene = scene;
            this.vigil = vigil;
            this.live = live;
            this.compared = compared;
            this.guard = guard;
        }

        /** The stop comes first; the old one goes when the new one is there, and what takes a profit once the old has gone. */
        Look go() {
            for (Book book : scene.books()) {
                if (vigil.isOverdue(book, now) && isDue(book, Exit.END) && mayTry(book, Exit.END)) {
                    return endNaked(book, "it has had no stop for 3 s");
                }
            }
            for (Book book : scene.books()) {
                for (Exit exit : book.missing()) {
                    if (exit.protects() && isDue(book, exit.role()) && mayTry(book, exit.role())) {
                        return place(book, exit);
                    }
                }
            }
            // As long as an order that was asked for is not proven, what it does to the position is not known either.
            boolean certain =
                    compared && live.stream().allMatch(attempt -> attempt.leg().isExit());
            for (StandingOrder order : certain ? leftOver() : List.<StandingOrder>of()) {
                if (live.isEmpty()
                        && scene.stray().contains(order)
                        && vigil.isNew(order.order().id())) {
                    // Something may be held by a fill that was not seen, and this be its stop.
                    return new Look.Unexplained();
                }
                if (vigil.mayTry(order.order().id().value(), now)) {
                    return cancel(order);
                }
            }
            return compared && live.isEmpty() ? takeAndMove() : idle();
        }

        /**
         * While nobody knows whether what protects is there, or whether the position is closed, another request does less
         * harm than none: a stop that is left over is cancelled, and what only reduces finds nothing that the first has closed.
         */
        private boolean isDue(Book book, String role) {
            if (book.isNaked()) {
                return untilAnother(book, role).isZero();
            }
            return compared && live.isEmpty();
        }

        private Duration untilAnother(Book book, String role) {
            List<LiveAttempt> pending = pending(book, role);
            if (pending.isEmpty()) {
                return Duration.ZERO;
            }
            Duration age = Duration.between(pending.getLast().preparedAt(), exchange.now())
                    .abs();
            Duration left = ANOTHER_AFTER.multipliedBy(pending.size()).minus(age);
            return left.isNegative() ? Duration.ZERO : left;
        }

        private List<LiveAttempt> pending(Book book, String role) {
            return Protector.pending(book, live)
                    .filter(attempt -> attempt.leg().purpose().role().equals(role))
                    .toList();
        }

        private Look takeAndMove() {
            for (Book book : scene.books()) {
                for (Exit exit : book.missing()) {
                    boolean inTheWay = book.surplus().stream().anyMatch(order -> isOf(order, exit.role()));
                    if (!exit.protects() && !inTheWay && mayTry(book, exit.role())) {
                        return place(book, exit);
                    }
                }
            }
            return evenOut();
        }

        private List<StandingOrder> leftOver() {
            Stream<StandingOrder> replaced = scene.books().stream().flatMap(book -> book.surplus().stream());
            Stream<StandingOrder> expired = scene.entries().stream().filter(this::isExpired);
            return Stream.of(replaced, scene.stray().stream(), expired)
                    .flatMap(orders -> orders)
                    .toList();
        }

        private boolean isExpired(StandingOrder order) {
            Instant cancelAt = order.order().leg().purpose().cancelAt();
            return cancelAt != null && !exchange.now().isBefore(cancelAt);
        }

        private boolean isOf(StandingOrder order, String role) {
            return order.order().leg().purpose().role().equals(role);
        }

        /** Moves the stop of what has come far enough. */
        private Look evenOut() {
            List<Book> waiting =
                    scene.books().stream().filter(Book::waitsForEven).toList();
            if (waiting.isEmpty() || !vigil.mayTry(PRICE, now)) {
                return idle();
            }
            vigil.pause(PRICE, now, UNHURRIED);
            BigDecimal mark = market.markPrice(symbol);
            for (Book book : waiting) {
                if (mark.signum() > 0 && book.isEven(mark)) {
                    journal.write(tx -> {
                        guard.accept(tx);
                        holdings.even(tx, symbol, book.held());
                        tx.record(book.guard().signalId(), "stop_moved", Map.of("mark_price", plain(mark)));
                        return symbol;
                    });
                    return new Look.Acted();
                }
            }
            return idle();
        }

        private Look idle() {
            Stream<Duration> expiring = scene.entries().stream()
                    .map(order -> order.order().leg().purpose().cancelAt())
                    .filter(Objects::nonNull)
                    .map(at -> Duration.between(exchange.now(), at))
                    .filter(Duration::isPositive);
            Stream<Duration> another = scene.books().stream()
                    .filter(Book::isNaked)
                    .flatMap(book -> Stream.concat(
                                    Stream.of(Exit.END),
                                    book.missing().stream()
                                            .filter(Exit::protects)
                                            .map(Exit::role))
                            .map(role -> untilAnother(book, role)))
                    .filter(Duration::isPositive);
            return new Look.Idle(Stream.of(expiring, another, vigil.due(now).stream())
                    .flatMap(durations -> durations)
                    .min(Duration::compareTo)
                    .orElse(null));
        }

        private boolean mayTry(Book book, String role) {
            return vigil.mayTry(book.name() + "|" + role, now);
        }

        private void pause(Book book, String role, Duration length) {
            vigil.pause(book.name() + "|" + role, now, length);
        }

        private Look place(Book book, Exit exit) {
            return switch (send(book, exit.role(), exit.terms(), exit.quantity())) {
                case Placement.Refused it -> refused(book, exit, it.refusal());
                case Placement.Placed ignored -> new Look.Acted();
                case Placement.NotExecuted ignored -> new Look.Acted();
                case Placement.Unproven ignored -> new Look.Acted();
            };
        }

        private Look refused(Book book, Exit exit, Refusal refusal) {
            if (refusal.hasCode(WOULD_TRIGGER)) {
                // The exchange would have done the same, had it come a moment earlier.
                log.atInfo()
                        .addKeyValue("event", "exit_passed")
                        .log("The price has passed the {} of {} {} already", exit.role(), symbol, exit.terms());
                return end(book, exit.role(), exit.quantity());
            }
            if (refusal.hasCode(NOTHING_TO_REDUCE)) {
                pause(book, exit.role(), compared ? AFTER_FAILURE : UNHURRIED);
                return new Look.Unexplained();
            }
            boolean definite = refusal.reason() == Refusal.Reason.REFUSED;
            if (definite && exit.protects() && book.isNaked()) {
                // A close may be on its way, or have been refused just now as well.
                pause(book, exit.role(), ANOTHER_AFTER);
                return isDue(book, Exit.END) && mayTry(book, Exit.END)
                        ? endNaked(book, "the exchange refuses its stop: " + refusal)
                        : new Look.Acted();
            }
            pause(book, exit.role(), definite ? AFTER_REFUSAL : atLeast(AFTER_FAILURE, refusal));
            log.atLevel(definite ? Level.WARN : Level.DEBUG)
                    .addKeyValue("event", "exit_refused")
                    .log("The {} of {} {} is not placed: {}", exit.role(), symbol, exit.terms(), refusal);
            return new Look.Acted();
        }

        /** While the exchange wants silence nothing would get through, and each try would be on record. */
        private Duration atLeast(Duration pause, Refusal refusal) {
            Duration silence = refusal.retryAfter();
            if (silence == null || silence.compareTo(pause) < 0) {
                return pause;
            }
            return silence.compareTo(LONGEST) < 0 ? silence : LONGEST;
        }

        private Look endNaked(Book book, String why) {
            log.atError()
                    .addKeyValue("event", "position_ended")
                    .log(
                            "{} {} {} is closed: {}",
                            plain(book.uncovered()),
                            symbol,
                            book.held().strategy(),
                            why);
            meters.counter("bridge.positions.ended").increment();
            return end(book, Exit.END, book.uncovered());
        }

        /**
         * Takes so much of the position out at market, as much as one order may be; the rest follows. What the exchange refuses
         * again and again it is asked for less and less often.
         */
        private Look end(Book book, String role, BigDecimal quantity) {
            pause(book, Exit.END, AFTER_FAILURE);
            pause(book, role, AFTER_FAILURE);
            BigDecimal most = WantedExits.most(rules);
            BigDecimal part = most.signum() > 0 ? quantity.min(most) : quantity;
            return switch (send(book, role, new OrderTerms.Market(), part)) {
                case Placement.Refused it -> {
                    Duration pause = atLeast(ANOTHER_AFTER.multipliedBy(vigil.refused(book)), it.refusal());
                    pause(book, Exit.END, pause);
                    pause(book, role, pause);
                    yield it.refusal().reason() == Refusal.Reason.REFUSED ? new Look.Unexplained() : new Look.Acted();
                }
                case Placement.Placed ignored -> new Look.Acted();
                case Placement.NotExecuted ignored -> new Look.Acted();
                case Placement.Unproven ignored -> new Look.Acted();
            };
        }

        private Placement send(Book book, String role, OrderTerms terms, BigDecimal quantity) {
            String signal = book.guard().signalId();
            MDC.put("signal", signal);
            int number = journal.read(sql -> queries.nextNumber(sql, signal));
            OrderRequest request = new OrderRequest(
                    journal.read(sql -> queries.nextId(sql, signal)),
                    symbol,
                    book.held().direction().opposite(),
                    book.held().positionSide(),
                    new Quantity(quantity),
                    terms,
                    true);
            return orders.place(
                    new Leg(signal, number, false, book.held().strategy(), Purpose.exit(role)), request, guard);
        }

        private Look cancel(StandingOrder order) {
            try {
                orders.cancel(order.order());
                vigil.pause(order.order().id().value(), now, AFTER_FAILURE);
            } catch (ExchangeUnavailable e) {
                log.atDebug().addKeyValue("event", "cancel_failed").log("Tried again soon: {}", e.getMessage());
                vigil.pause(order.order().id().value(), now, AFTER_FAILURE);
            }
            return new Look.Acted();
        }
    }
}
