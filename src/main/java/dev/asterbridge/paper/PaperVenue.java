package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
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
@SuppressWarnings("DoNotCallSuggester")
final class PaperVenue {

    /** Share of the notional that a resting order pays; what AsterDEX's commissionRate showed. */
    static final BigDecimal MAKER_FEE = new BigDecimal("0.00010");
    /** Share of the notional that an order paid which took from the book. */
    static final BigDecimal TAKER_FEE = new BigDecimal("0.00035");

    PaperVenue(Map<Symbol, Instrument> instruments, BigDecimal startingBalance, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** Takes a new price: fills and triggers what it reaches, and liquidates what it ruins. Unlisted symbols are ignored. */
    synchronized void onQuote(Quote quote) {
        throw new UnsupportedOperationException();
    }

    /** The newest quote, its book without what this account has taken since; empty before the first. */
    synchronized Optional<Quote> quote(Symbol symbol) {
        throw new UnsupportedOperationException();
    }

    /** Takes an order and works it at once; the answer is its state after that. */
    synchronized VenueOrder place(NewOrder order) {
        throw new UnsupportedOperationException();
    }

    /** Throws what {@link #place} would throw and changes nothing. */
    synchronized void check(NewOrder order) {
        throw new UnsupportedOperationException();
    }

    /** Throws -2011 when no such order is open. */
    synchronized VenueOrder cancel(Symbol symbol, OrderKey key) {
        throw new UnsupportedOperationException();
    }

    /** Cancels every open order on the symbol and answers them. */
    synchronized List<VenueOrder> cancelAll(Symbol symbol) {
        throw new UnsupportedOperationException();
    }

    /** The newest order with this key, open or closed; -2013 when there is none. */
    synchronized VenueOrder order(Symbol symbol, OrderKey key) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #order}, but only while it is open. */
    synchronized VenueOrder openOrder(Symbol symbol, OrderKey key) {
        throw new UnsupportedOperationException();
    }

    /** Open orders by id; of every symbol when none is given. */
    synchronized List<VenueOrder> openOrders(@Nullable Symbol symbol) {
        throw new UnsupportedOperationException();
    }

    /** Orders in any state by id; -4165 for more than seven days, -1023 for an end before the start. */
    synchronized List<VenueOrder> allOrders(Symbol symbol, Window window) {
        throw new UnsupportedOperationException();
    }

    /** Fills by id; errors as {@link #allOrders}. */
    synchronized List<VenueTrade> userTrades(Symbol symbol, Window window) {
        throw new UnsupportedOperationException();
    }

    /** Changes of the wallet by id; a {@code fromId} is ignored. */
    synchronized List<Income> income(@Nullable Symbol symbol, @Nullable IncomeType type, Window window) {
        throw new UnsupportedOperationException();
    }

    /** One row per symbol in one-way mode, a long and a short one in hedge mode; every symbol when none is given. */
    synchronized List<VenuePosition> positions(@Nullable Symbol symbol) {
        throw new UnsupportedOperationException();
    }

    synchronized VenueAccount account() {
        throw new UnsupportedOperationException();
    }

    synchronized PositionMode positionMode() {
        throw new UnsupportedOperationException();
    }

    /** Throws -4059 when already so, -4067 with open orders, -4068 with positions. */
    synchronized void setPositionMode(PositionMode mode) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers the most notional the leverage allows.
     *
     * @throws VenueError -4028 outside the brackets, -4161 when lowered under an isolated position, -2027 when what is
     *     held is too large for it, -2028 when the margin does not suffice
     */
    synchronized BigDecimal setLeverage(Symbol symbol, int leverage) {
        throw new UnsupportedOperationException();
    }

    /** Throws -4046 when already so, -4047 with open orders, -4048 with a position. */
    synchronized void setMarginType(Symbol symbol, MarginType marginType) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds margin to an isolated position, or takes it away when the amount is negative.
     *
     * @throws VenueError -4055 for zero, -4054 without a position, -4049 when crossed, -4050 when the account has not
     *     enough, -4051 when the position needs it
     */
    synchronized void changePositionMargin(Symbol symbol, PositionSide side, BigDecimal amount) {
        throw new UnsupportedOperationException();
    }

    /** Everything to be kept across a restart. */
    synchronized VenueState snapshot() {
        throw new UnsupportedOperationException();
    }

    /** Becomes what was kept; quotes stay. Nothing is filled or liquidated before the next quote. */
    synchronized void restore(VenueState state) {
        throw new UnsupportedOperationException();
    }

    /** Starts over with a fresh account; quotes stay. */
    synchronized void reset(BigDecimal startingBalance) {
        throw new UnsupportedOperationException();
    }

    /** Grows with every change that {@link #snapshot} would show, so that nothing is kept twice. */
    synchronized long revision() {
        throw new UnsupportedOperationException();
    }
}
