package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paper exchange with its one account in USDT.
 *
 * <p>Deterministic: the same calls with the same clock lead to the same state. Every method takes the venue's lock; every
 * method that names a symbol throws {@link VenueError} -1121 for one that is not listed.
 */
final class PaperVenue {

    /** Share of the notional that a resting order pays; what AsterDEX's commissionRate showed. */
    static final BigDecimal MAKER_FEE = new BigDecimal("0.00010");
    /** Share of the notional that an order paid which took from the book. */
    static final BigDecimal TAKER_FEE = new BigDecimal("0.00035");

    private final Clock clock;
    private final Market market;
    private final PositionStore positions = new PositionStore();
    private final OrderStore orders = new OrderStore();
    private final StrategyStore strategyStore = new StrategyStore();
    private final Ledger ledger = new Ledger();
    private final Books books;
    private final Matching matching;
    private final Admission admission;
    private final Intake intake;
    private final Strategies strategies;
    private final StrategyChanges changes;
    private final Funding funding;
    private final Liquidations liquidations;
    private final TradingSettings settings;
    private final Statement statement;

    PaperVenue(Map<Symbol, Instrument> instruments, BigDecimal startingBalance, Clock clock, FundingRates rates) {
        this.clock = clock;
        this.market = new Market(instruments);
        this.books = new Books(market, positions, orders, strategyStore, ledger);
        Margin margin = new Margin(market, positions, orders, ledger);
        Settlement settlement = new Settlement(orders, positions, ledger, margin);
        this.matching = new Matching(market, orders, settlement, margin);
        this.admission = new Admission(market, positions, orders, matching, settlement);
        this.intake = new Intake(admission, orders, matching);
        this.strategies = new Strategies(market, orders, strategyStore, admission, intake, settlement);
        this.changes = new StrategyChanges(strategyStore, strategies, intake);
        this.funding = new Funding(market, positions, ledger, margin, rates);
        this.liquidations = new Liquidations(market, positions, orders, ledger, margin, settlement);
        this.settings = new TradingSettings(market, positions, orders, margin);
        this.statement = new Statement(market, positions, ledger, margin);
        books.open(startingBalance, clock.millis());
    }

    /**
     * Takes a new price: books funding that is due, fills and triggers what it reaches, and liquidates what it ruins.
     * Unlisted symbols are ignored.
     */
    synchronized void onQuote(Quote quote) {
        if (!market.lists(quote.symbol())) {
            return;
        }
        market.put(quote);
        long now = now();
        matching.onQuote(quote.symbol(), () -> strategies.follow(now), now);
        liquidations.run(quote.symbol(), now);
        settle(quote.symbol(), now);
    }

    /** The newest quote, its book without what this account has taken since; empty before the first. */
    synchronized Optional<Quote> quote(Symbol symbol) {
        market.instrument(symbol);
        return market.quote(symbol);
    }

    /** Takes an order and works it at once; the answer is its state after that. */
    synchronized VenueOrder place(NewOrder order) {
        long now = now();
        VenueOrder placed = intake.take(order, now);
        settle(order.symbol(), now);
        return placed;
    }

    /** Throws what {@link #place} would throw and changes nothing. */
    synchronized void check(NewOrder order) {
        admission.admit(order, clock.millis());
    }

    /** Throws -2011 when no such order is open. */
    synchronized VenueOrder cancel(Symbol symbol, OrderKey key) {
        market.instrument(symbol);
        VenueOrder found = orders.findOpen(symbol, key).orElseThrow(() -> new VenueError(-2011, "Unknown order sent."));
        long now = now();
        VenueOrder cancelled = orders.put(found.ended(OrderStatus.CANCELED, now));
        settle(symbol, now);
        return cancelled;
    }

    /** Cancels every open order on the symbol and answers them. */
    synchronized List<VenueOrder> cancelAll(Symbol symbol) {
        market.instrument(symbol);
        long now = now();
        List<VenueOrder> cancelled = orders.open(symbol).stream()
                .map(order -> orders.put(order.ended(OrderStatus.CANCELED, now)))
                .toList();
        settle(symbol, now);
        return cancelled;
    }

    /** The newest order with this key, open or closed; -2013 when there is none. */
    synchronized VenueOrder order(Symbol symbol, OrderKey key) {
        market.instrument(symbol);
        return orders.find(symbol, key, clock.millis()).orElseThrow(PaperVenue::noSuchOrder);
    }

    /** As {@link #order}, but only while it is open. */
    synchronized VenueOrder openOrder(Symbol symbol, OrderKey key) {
        market.instrument(symbol);
        return orders.findOpen(symbol, key).orElseThrow(PaperVenue::noSuchOrder);
    }

    /** Open orders by id; of every symbol when none is given. */
    synchronized List<VenueOrder> openOrders(@Nullable Symbol symbol) {
        return symbol == null
                ? orders.open()
                : orders.open(market.instrument(symbol).symbol());
    }

    /** Orders in any state by id; -4165 for more than seven days, -1023 for an end before the start. */
    synchronized List<VenueOrder> allOrders(Symbol symbol, Window window) {
        market.instrument(symbol);
        long now = clock.millis();
        return window.of(orders.history(symbol, now), VenueOrder::orderId, VenueOrder::time, now);
    }

    /** Fills by id; errors as {@link #allOrders}. */
    synchronized List<VenueTrade> userTrades(Symbol symbol, Window window) {
        market.instrument(symbol);
        List<VenueTrade> trades = orders.trades().stream()
                .filter(trade -> trade.symbol().equals(symbol))
                .toList();
        return window.of(trades, VenueTrade::id, VenueTrade::time, clock.millis());
    }

    /** Changes of the wallet by id; a {@code fromId} is ignored. */
    synchronized List<Income> income(@Nullable Symbol symbol, @Nullable IncomeType type, Window window) {
        List<Income> entries = ledger.income().stream()
                .filter(entry -> symbol == null || symbol.equals(entry.symbol()))
                .filter(entry -> type == null || type == entry.type())
                .toList();
        return window.of(entries, Income::tranId, Income::time, clock.millis());
    }

    /** One row per symbol in one-way mode, a long and a short one in hedge mode; every symbol when none is given. */
    synchronized List<VenuePosition> positions(@Nullable Symbol symbol) {
        return statement.positions(symbol);
    }

    synchronized VenueAccount account() {
        return statement.account();
    }

    synchronized PositionMode positionMode() {
        return positions.mode();
    }

    /** Throws -4059 when already so, -4067 with open orders, -4068 with positions. */
    synchronized void setPositionMode(PositionMode mode) {
        settings.setPositionMode(mode);
    }

    /**
     * Answers the most notional the leverage allows.
     *
     * @throws VenueError -4028 outside the brackets, -4161 when lowered under an isolated position, -2027 when what is
     *     held is too large for it, -2028 when the margin does not suffice
     */
    synchronized BigDecimal setLeverage(Symbol symbol, int leverage) {
        return settings.setLeverage(symbol, leverage);
    }

    /** Throws -4046 when already so, -4047 with open orders, -4048 with a position. */
    synchronized void setMarginType(Symbol symbol, MarginType marginType) {
        settings.setMarginType(symbol, marginType);
    }

    /**
     * Adds margin to an isolated position, or takes it away when the amount is negative.
     *
     * @throws VenueError -4055 for zero, -4061 for a side of the other mode, -4054 without a position, -4049 when crossed,
     *     -4050 when the account has not enough, -4051 when the position needs it
     */
    synchronized void changePositionMargin(Symbol symbol, PositionSide side, BigDecimal amount) {
        now();
        settings.changeMargin(symbol, side, amount);
    }

    /**
     * Begins a strategy, or refuses it whole; the answer is its state after its first orders were worked.
     *
     * @throws VenueError -1121 for a symbol that is not listed
     */
    synchronized StrategyAnswer placeStrategy(NewStrategy asked) {
        market.instrument(asked.symbol());
        long now = now();
        StrategyAnswer begun = strategies.begin(asked, now);
        settle(asked.symbol(), now);
        return begun;
    }

    /** Changes legs of a strategy, each by itself; one answer for each. */
    synchronized List<LegAnswer> updateStrategy(long strategyId, StrategyType type, List<LegChange> legs) {
        long now = now();
        return legs.stream()
                .map(leg -> changes.change(strategyId, type, leg, now))
                .toList();
    }

    /** A strategy that works; -2013 when there is none. */
    synchronized Strategy openStrategy(StrategyKey key) {
        return strategyStore.findWorking(key::names).orElseThrow(PaperVenue::noSuchOrder);
    }

    /** The newest strategy with this key that ended in the last ninety days; -2013 when there is none. */
    synchronized Strategy endedStrategy(StrategyKey key) {
        return strategyStore.findEnded(key::names, clock.millis()).orElseThrow(PaperVenue::noSuchOrder);
    }

    /** Everything to be kept across a restart. */
    synchronized VenueState snapshot() {
        return books.snapshot();
    }

    /**
     * Becomes what was kept; quotes stay. Nothing is filled or liquidated before the next quote.
     *
     * @throws VenueError -1121 if it holds a symbol that is not listed; nothing has changed then
     */
    synchronized void restore(VenueState state) {
        books.restore(state);
    }

    /** Starts over with a fresh account; quotes stay. */
    synchronized void reset(BigDecimal startingBalance) {
        books.open(startingBalance, clock.millis());
    }

    /** Grows with every change that {@link #snapshot} would show, so that nothing is kept twice. */
    synchronized long revision() {
        return books.changes();
    }

    /** What follows from a change: other legs of strategies, and the debt of an account that has nothing left. */
    private void settle(Symbol symbol, long now) {
        strategies.follow(now);
        liquidations.cover(symbol, now);
    }

    /** The present, with all funding booked that was due before it. */
    private long now() {
        long now = clock.millis();
        funding.book(now);
        return now;
    }

    private static VenueError noSuchOrder() {
        return new VenueError(-2013, "Order does not exist.");
    }
}
