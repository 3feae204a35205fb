package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;

/**
 * How what a strategy holds is to end from now on, instead of what was said before.
 *
 * @param direction the side that opened it
 * @param price at which it was entered, from which the exits count
 * @param size how much of it they can end; base asset units
 */
public record Ends(PositionSide positionSide, Side direction, Exits exits, BigDecimal price, BigDecimal size) {

    /** In a few words: {@code stop 2%, counted from 64000}. */
    String words() {
        return "%s, counted from %s".formatted(exits, plain(price));
    }

    /** As the word of that signal. */
    public Guard saidBy(String signalId) {
        return new Guard(signalId, exits.toString(), price, false);
    }

    /** Puts it on record. */
    void keep(Transaction tx, HoldingRecords holdings, Waiting signal) {
        Signal said = signal.signal();
        holdings.guard(tx, said.symbol(), said.strategy(), positionSide, direction, saidBy(signal.id()));
    }
}
