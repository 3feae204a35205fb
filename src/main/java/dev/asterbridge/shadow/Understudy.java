package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account.AccountPosition;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.shadow.Played.Placed;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import dev.asterbridge.signals.Rehearsal.Own;
import dev.asterbridge.signals.Rehearsal.Step;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does on the paper venue what is done with money: plans by the same rules against what it holds itself, and orders there.
 * Used by one thread.
 */
final class Understudy {

    /** As many as a target may take with money. */
    private static final int MOST_ORDERS = 5;

    /** Alerts that come together need not ask for prices each. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final ShadowVenue venue;
    private final Rehearsal rehearsal;
    private final QuoteReader quotes;
    private final ExchangeClock exchange;
    private final SetUp setUp;
    private final Clock clock;
    private final Books books = new Books();
    private final Map<Symbol, Asked> asked = new HashMap<>();
    private final Map<String, Played> resting = new LinkedHashMap<>();

    Understudy(
            ShadowVenue venue,
            Rehearsal rehearsal,
            QuoteReader quotes,
            ExchangeClock exchange,
            SetUp setUp,
            Clock clock) {
        this.venue = venue;
        this.rehearsal = rehearsal;
        this.quotes = quotes;
        this.exchange = exchange;
        this.setUp = setUp;
        this.clock = clock;
    }

    private record Asked(BestPrices prices, Instant at) {}

    /** What the symbol is marked at, and for how long the exchange was asked. */
    private record Look(BigDecimal mark, Duration took) {}

    /** Starts as a copy of the account that is traded. */
    void begin(
            PositionMode mode,
            BigDecimal wallet,
            List<AccountPosition> positions,
            Function<Symbol, List<Holding>> holdings) {
        venue.begin(mode, wallet, positions);
        books.clear();
        resting.clear();
        positions.stream()
                .map(AccountPosition::symbol)
                .distinct()
                .filter(symbol -> venue.rules(symbol).isPresent())
                .forEach(symbol -> {
                    holdings.apply(symbol)
                            .forEach(it -> books.move(symbol, it.strategy(), it.positionSide(), it.amount()));
                    agree(symbol);
                });
    }

    /** Goes on where it was. */
    void restore(ShadowRecords.Kept kept) {
        venue.restore(kept.account());
        books.restore(kept.books());
    }

    ShadowRecords.Kept kept() {
        return new ShadowRecords.Kept(venue.kept(), books.kept());
    }

    /** Takes over orders that may still fill. */
    void remember(List<Played> plays) {
        plays.forEach(played -> resting.put(played.signalId(), played));
    }

    /** Symbols with orders that may still fill. */
    Set<Symbol> waiting() {
        return resting.values().stream().map(Played::symbol).collect(Collectors.toSet());
    }

    /**
     * Lets orders that rest meet present prices; answers those plays in which something has happened.
     *
     * @throws ExchangeUnavailable when there are no prices
     */
    List<Played> follow(Symbol symbol) {
        look(symbol);
        return followed(symbol);
    }

    /** Runs a signal; what keeps it from being run is said in the answer, which also holds what else has happened. */
    List<Played> play(Cue cue) {
        Symbol symbol = cue.signal().symbol();
        Optional<InstrumentRules> rules = venue.rules(symbol);
        if (rules.isEmpty()) {
            return List.of(
                    Played.without(cue, Verdict.REFUSED, "It is not listed on the paper exchange", exchange.now()));
        }
        Look look;
        try {
            look = look(symbol);
        } catch (ExchangeUnavailable | IllegalArgumentException e) {
            return List.of(
                    Played.without(cue, Verdict.FAILED, "There were no prices: " + e.getMessage(), exchange.now()));
        }
        // Before anything new: what has been filled meanwhile belongs to those who ordered it.
        List<Played> all = new ArrayList<>(followed(symbol));
        Played played = new Performance(cue, rules.get(), look).play();
        if (played.rests()) {
            resting.put(played.signalId(), played);
        }
        all.add(played);
        return all;
    }

    /** Of a moment ago is present. */
    private Look look(Symbol symbol) {
        Instant start = clock.instant();
        Asked before = asked.get(symbol);
        if (before != null && Duration.between(before.at(), start).abs().compareTo(FRESH) <= 0) {
            return new Look(before.prices().mark(), Duration.ZERO);
        }
        BestPrices prices = quotes.now(symbol);
        Instant end = clock.instant();
        venue.meet(prices);
        asked.put(symbol, new Asked(prices, end));
        Duration took = Duration.between(start, end);
        return new Look(prices.mark(), took.isNegative() ? Duration.ZERO : took);
    }

    private List<Played> followed(Symbol symbol) {
        List<Played> changed = resting.values().stream()
                .filter(played -> played.symbol().equals(symbol))
                .flatMap(played -> after(played).stream())
                .toList();
        for (Played played : changed) {
            resting.put(played.signalId(), played);
        }
        resting.values().removeIf(played -> !played.rests());
        return changed;
    }

    /** What has become of orders that rest; empty when nothing has. */
    private Optional<Played> after(Played before) {
        List<Placed> now = before.placed().stream()
                .map(it -> venue.find(before.symbol(), it.name())
                        .map(order -> Placed.of(venue, order))
                        .orElse(it))
                .toList();
        BigDecimal moved = BigDecimal.ZERO;
        for (int i = 0; i < now.size(); i++) {
            Order order = now.get(i).order();
            BigDecimal filled = order.executedQuantity()
                    .subtract(before.placed().get(i).order().executedQuantity());
            move(before.strategy(), order, filled);
            moved = moved.add(filled);
        }
        Long filled = moved.signum() == 0 ? before.filledMs() : millis(before.receivedAt(), last(now));
        return now.equals(before.placed()) ? Optional.empty() : Optional.of(before.now(now, filled));
    }

    private OrderOutcome place(Signal signal, OrderRequest order) {
        if (!order.reduceOnly()) {
            venue.setUp(order.symbol(), setUp.defaultLeverage(), setUp.defaultMarginType());
        }
        OrderOutcome outcome = venue.place(order);
        if (outcome instanceof OrderOutcome.Accepted accepted) {
            move(signal.strategy(), accepted.order(), accepted.order().executedQuantity());
        }
        return outcome;
    }

    private void move(String strategy, Order order, BigDecimal quantity) {
        BigDecimal change = order.side() == Side.BUY ? quantity : quantity.negate();
        books.move(order.symbol(), strategy, order.positionSide(), change);
    }

    private Rehearsal.Stage stage(Signal signal, InstrumentRules rules, BigDecimal mark) {
        List<Own> held = venue.positions(signal.symbol()).stream()
                .map(position -> new Own(
                        position.positionSide(),
                        books.of(signal.symbol(), signal.strategy(), position.positionSide()),
                        position.amount()))
                .toList();
        return new Rehearsal.Stage(rules, held, venue.mode(), mark, venue::equity);
    }

    /** What nobody ordered here, such as a liquidation, moves what strategies hold, too. */
    private void agree(Symbol symbol) {
        venue.positions(symbol).forEach(position -> books.agree(symbol, position.positionSide(), position.amount()));
    }

    private static BigDecimal executed(List<Placed> placed) {
        return placed.stream().map(it -> it.order().executedQuantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Instant last(List<Placed> placed) {
        return placed.stream()
                .map(it -> it.order().updatedAt())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    /** One signal under way. */
    private final class Performance {

        private final Cue cue;
        private final Signal signal;
        private final InstrumentRules rules;
        private final Look look;
        private final Instant at = exchange.now();
        private final List<Placed> placed = new ArrayList<>();
        private Verdict without = Verdict.REFUSED;
        private @Nullable String why;

        Performance(Cue cue, InstrumentRules rules, Look look) {
            this.cue = cue;
            this.signal = cue.signal();
            this.rules = rules;
            this.look = look;
        }

        Played play() {
            boolean more = true;
            while (more && placed.size() < MOST_ORDERS) {
                agree(signal.symbol());
                ClientOrderId name = new ClientOrderId("sh-%s-%d".formatted(cue.id(), placed.size() + 1));
                more = take(rehearsal.next(signal, stage(signal, rules, look.mark()), name));
            }
            return ended();
        }

        /** Answers whether there is more to do. */
        private boolean take(Step step) {
            switch (step) {
                case Step.Place place -> {
                    return order(place);
                }
                case Step.Nothing nothing -> {
                    without = Verdict.EXECUTED;
                    why = placed.isEmpty() ? nothing.message() : null;
                }
                case Step.Refused refused ->
                    why = "%s: %s"
                            .formatted(
                                    refused.problem().error(), refused.problem().detail());
            }
            return false;
        }

        private boolean order(Step.Place place) {
            return switch (place(signal, place.order())) {
                case OrderOutcome.Accepted accepted -> {
                    Order order = accepted.order();
                    placed.add(Placed.of(venue, order));
                    boolean partly =
                            order.status().isFinal() && order.executedQuantity().compareTo(order.quantity()) < 0;
                    yield signal.intent() instanceof Signal.Target && (place.more() || partly);
                }
                case OrderOutcome.Rejected rejected -> {
                    why = rejected.refusal().toString();
                    yield false;
                }
                case OrderOutcome.Unknown unknown -> throw new IllegalStateException(unknown.why());
            };
        }

        private Played ended() {
            Instant now = exchange.now();
            boolean filled = executed(placed).signum() > 0;
            boolean alive = placed.stream().anyMatch(it -> !it.order().status().isFinal());
            if (!placed.isEmpty() && !filled && !alive && why == null) {
                why = "The order ended without a fill";
            }
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
                    Duration.between(clock.instant(), now),
                    placed,
                    filled ? millis(cue.receivedAt(), now.minus(look.took())) : null);
        }
    }
}
