package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.problems.Problem;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How orders would be backed. Changes nothing. */
@Component
public class Backing {

    private final SymbolSetup setup;
    private final OrderQueries queries;
    private final Journal journal;

    Backing(SymbolSetup setup, OrderQueries queries, Journal journal) {
        this.setup = setup;
        this.queries = queries;
        this.journal = journal;
    }

    /** The same, for a person who asks. */
    public Backing by(PeoplesReaders readers) {
        return new Backing(setup.by(readers), queries, journal);
    }

    /**
     * Why nothing may be opened on the symbol with these terms; absent when it may.
     *
     * @throws ExchangeUnavailable when that cannot be read
     */
    public Optional<Problem> obstacle(Symbol symbol, MarginTerms margin) {
        return setup.obstacle(symbol, margin, () -> rests(symbol));
    }

    /**
     * What an order on the symbol would be traded with.
     *
     * @throws ExchangeUnavailable when that cannot be read
     */
    public int leverage(Symbol symbol, MarginTerms margin) {
        return setup.leverage(symbol, margin, () -> rests(symbol));
    }

    /** Whether an order rests, or is not proven, that could still open something. */
    boolean rests(Symbol symbol) {
        return journal.read(sql -> queries.mayAdd(sql, symbol)).values().stream()
                .anyMatch(left -> left.signum() > 0);
    }
}
