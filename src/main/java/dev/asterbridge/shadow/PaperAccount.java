package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account.AccountPosition;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.signals.Ends;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Own;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shadow's account: the venue, what each strategy holds there, and the alerts of which something may still happen. Every
 * fill moves the book of the strategy whose alert the order belongs to. One thread.
 */
final class PaperAccount {

    private final ShadowVenue venue;
    private final SetUp setUp;
    private final Books books = new Books();
    private final Plays plays = new Plays();

    PaperAccount(ShadowVenue venue, SetUp setUp) {
        this.venue = venue;
        this.setUp = setUp;
    }

    /**
     * Starts as a copy of the account that is traded.
     *
     * @param opened the alert of that id, by which something that is held should end
     */
    void begin(
            PositionMode mode,
            BigDecimal wallet,
            List<AccountPosition> positions,
            Function<Symbol, List<Holding>> holdings,
            Function<String, Optional<Played>> opened) {
        venue.begin(mode, wallet, positions);
        books.clear();
        plays.clear();
        positions.stream()
                .map(AccountPosition::symbol)
                .distinct()
                .filter(symbol -> venue.rules(symbol).isPresent())
                .forEach(symbol -> copy(symbol, holdings.apply(symbol), opened));
    }

    private void copy(Symbol symbol, List<Holding> holdings, Function<String, Optional<Played>> opened) {
        holdings.forEach(it -> books.move(symbol, it.strategy(), it.positionSide(), it.amount()));
        agree(symbol);
        for (Holding it : holdings) {
            Guard guard = it.guard();
            if (guard != null) {
                opened.apply(guard.signalId()).ifPresent(played -> {
                    books.guard(symbol, it.strategy(), it.positionSide(), it.direction(), guard);
                    note(played);
                });
            }
        }
    }

    /**
     * Goes on where it was.
     *
     * @param open alerts of which something may still happen
     */
    void restore(ShadowRecords.Kept kept, List<Played> open) {
        venue.restore(kept.account());
        books.restore(kept.books());
        plays.restore(open);
    }

    ShadowRecords.Kept kept() {
        return new ShadowRecords.Kept(venue.kept(), books.kept());
    }

    /** What an alert has come to. */
    void note(Played played) {
        plays.note(played);
    }

    boolean isNoted(String signalId) {
        return plays.isNoted(signalId);
    }

    /** What has become of alerts since this was asked last. */
    List<Plays.Note> notes() {
        return plays.notes(books::isGuardedBy);
    }

    /** Symbols with orders that may still fill. */
    Set<Symbol> resting() {
        return plays.resting();
    }

    /** Symbols of which something is held that somebody said how to end. */
    Set<Symbol> guarded() {
        return books.guarded();
    }

    /** What has become of orders that rested; what they filled is booked in the order in which it was traded. */
    void see(Symbol symbol) {
        record Move(Played of, Placed now, BigDecimal filled, long trade) {}
        List<Move> moves = new ArrayList<>();
        for (Played before : plays.of(symbol)) {
            List<Placed> now =
                    before.placed().stream().map(placed -> placed.now(venue)).toList();
            for (int i = 0; i < now.size(); i++) {
                Order order = now.get(i).order();
                BigDecimal filled = order.executedQuantity()
                        .subtract(before.placed().get(i).order().executedQuantity());
                if (filled.signum() > 0) {
                    moves.add(new Move(before, now.get(i), filled, lastTrade(order)));
                }
            }
            if (!now.equals(before.placed())) {
                note(before.now(now));
            }
        }
        moves.stream()
                .sorted(Comparator.comparingLong(Move::trade))
                .forEach(move -> book(
                        move.of().signalId(),
                        move.of().strategy(),
                        move.now().purpose(),
                        move.now().order(),
                        move.filled()));
        agree(symbol);
    }

    private long lastTrade(Order order) {
        return venue.fills(order).stream().mapToLong(Fill::tradeId).max().orElse(0);
    }

    /** Orders; what is filled at once moves the strategy's book. */
    OrderOutcome place(String signalId, String strategy, Purpose purpose, OrderRequest request, MarginTerms margin) {
        if (!request.reduceOnly() && !isInUse(request.symbol())) {
            SetUp asked = setUp.with(margin);
            venue.setUp(request.symbol(), asked.defaultLeverage(), asked.defaultMarginType());
        }
        OrderOutcome outcome = venue.place(request);
        if (outcome instanceof OrderOutcome.Accepted accepted) {
            Order order = accepted.order();
            book(signalId, strategy, purpose, order, order.executedQuantity());
        }
        return outcome;
    }

    /** How something is backed that is held, or could be opened by what rests, is not changed. */
    private boolean isInUse(Symbol symbol) {
        return plays.mayOpen(symbol) || venue.positions(symbol).stream().anyMatch(Position::isOpen);
    }

    Placed placed(Order order, Purpose purpose, OrderTerms terms) {
        return Placed.of(venue, order, purpose, terms);
    }

    /** Orders an exit for the alert that what is held ends by. */
    OrderOutcome end(Symbol symbol, Holding held, Guard guard, String role, OrderTerms terms, BigDecimal quantity) {
        Played of = plays.find(guard.signalId()).orElseThrow();
        OrderRequest request = new OrderRequest(
                Placed.name(of.signalId(), of.placed().size() + 1),
                symbol,
                held.direction().opposite(),
                held.positionSide(),
                new Quantity(quantity),
                terms,
                true);
        Purpose purpose = Purpose.exit(role);
        OrderOutcome outcome = place(of.signalId(), held.strategy(), purpose, request, MarginTerms.NONE);
        if (outcome instanceof OrderOutcome.Accepted accepted) {
            note(of.and(placed(accepted.order(), purpose, terms)));
        }
        return outcome;
    }

    /** Ends an order if it rests; answers whether the venue knows it. */
    boolean cancel(Symbol symbol, ClientOrderId name) {
        boolean known = venue.cancel(symbol, name).isPresent();
        see(symbol);
        return known;
    }

    /** Ends what has rested for as long as it may. */
    void expire(Symbol symbol, Instant now) {
        plays.of(symbol).stream()
                .flatMap(played -> played.placed().stream())
                .filter(placed -> placed.isOver(now))
                .forEach(placed -> cancel(symbol, placed.name()));
    }

    /** Lets an order rest until then; as long as it takes where that is absent. */
    void restUntil(Symbol symbol, ClientOrderId name, @Nullable Instant until) {
        for (Played played : plays.of(symbol)) {
            List<Placed> now = played.placed().stream()
                    .map(placed -> placed.name().equals(name) ? placed.until(until) : placed)
                    .toList();
            if (!now.equals(played.placed())) {
                note(played.now(now));
            }
        }
    }

    /** From now on what the signal's strategy holds should end so. */
    void guard(Signal signal, String signalId, Ends ends) {
        books.guard(signal.symbol(), signal.strategy(), ends.positionSide(), ends.direction(), ends.saidBy(signalId));
    }

    /** The stop of what is held belongs where nothing is lost any more; answers whether that is new. */
    boolean even(Symbol symbol, Holding held) {
        return books.even(symbol, held.strategy(), held.positionSide());
    }

    /** What is held of the symbol, by strategy; without an end where nothing is known of the alert that said it. */
    List<Holding> holdings(Symbol symbol) {
        return books.holdings(symbol, signalId -> plays.find(signalId).isPresent());
    }

    /** What rests of the symbol, and every exit of what is held. */
    List<StandingOrder> standing(Symbol symbol) {
        return plays.standing(symbol);
    }

    /**
     * What a signal is planned against.
     *
     * @param split whether an order across zero was refused, so that it has to be two
     */
    Rehearsal.Stage stage(Signal signal, InstrumentRules rules, BigDecimal mark, boolean split) {
        List<Own> held = venue.positions(signal.symbol()).stream()
                .map(position -> new Own(
                        position.positionSide(),
                        signal.isOfAll()
                                ? position.amount()
                                : books.of(signal.symbol(), signal.strategy(), position.positionSide()),
                        position.amount(),
                        position.entryPrice(),
                        books.exits(signal.symbol(), signal.strategy(), position.positionSide())))
                .toList();
        return new Rehearsal.Stage(
                rules, held, plays.standing(signal.symbol()), split, venue.mode(), mark, venue::equity);
    }

    /**
     * Tells what an order for all that the account holds has come to, which was nobody's order.
     *
     * @param done whether there was such an order
     */
    void closed(Symbol symbol, boolean done) {
        books.closed(symbol, done);
        agree(symbol);
    }

    /** What nobody ordered here, such as a liquidation, moves what strategies hold, too. */
    void agree(Symbol symbol) {
        venue.positions(symbol).forEach(position -> books.agree(symbol, position.positionSide(), position.amount()));
    }

    private void book(String signalId, String strategy, Purpose purpose, Order order, BigDecimal filled) {
        if (filled.signum() == 0) {
            return;
        }
        BigDecimal change = order.side() == Side.BUY ? filled : filled.negate();
        books.move(order.symbol(), strategy, order.positionSide(), change);
        if (purpose.exits() != null) {
            Guard guard = new Guard(signalId, purpose.exits(), order.averagePrice(), false);
            books.guard(order.symbol(), strategy, order.positionSide(), order.side(), guard);
        }
    }
}
