package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.SymbolSettings;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.symbols.SymbolBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Sets leverage and margin type of a symbol: by hand, and before an order that opens a position.
 *
 * <p>What an alert asks for goes before what was set by hand, that before what the book of symbols says, and that
 * before the default. None of them is changed while a position is open: it would be changed under its owner's feet.
 */
@Service
public class SymbolSetup {

    private static final Logger log = LoggerFactory.getLogger(SymbolSetup.class);

    /** Codes by which the exchange keeps the margin type of a symbol that is in use. */
    private static final Set<Integer> IN_USE = Set.of(-4047, -4048);

    private final SymbolSettings settings;
    private final MarketReader market;
    private final PositionReader positions;
    private final TradingProperties defaults;
    private final SymbolBook book;
    private final Map<Symbol, Settled> settled;

    @Autowired
    SymbolSetup(
            SymbolSettings settings,
            MarketReader market,
            PositionReader positions,
            TradingProperties defaults,
            SymbolBook book) {
        this(settings, market, positions, defaults, book, new ConcurrentHashMap<>());
    }

    private SymbolSetup(
            SymbolSettings settings,
            MarketReader market,
            PositionReader positions,
            TradingProperties defaults,
            SymbolBook book,
            Map<Symbol, Settled> settled) {
        this.settings = settings;
        this.market = market;
        this.positions = positions;
        this.defaults = defaults;
        this.book = book;
        this.settled = settled;
    }

    /** The same with the same memory, but what the exchange shows is read as people read it. */
    SymbolSetup by(PeoplesReaders readers) {
        return new SymbolSetup(settings, readers.market(), readers.positions(), defaults, book, settled);
    }

    /**
     * Sets the leverage by hand; until the next start it then stands instead of the default.
     *
     * @throws ProblemException 400 when it is outside 1 to 125, or more than the symbol allows
     */
    public LeverageChange setLeverage(Symbol symbol, int leverage) {
        boolean legal = leverage >= 1 && leverage <= MarginTerms.MOST;
        int most = legal ? market.brackets(symbol).maxLeverage() : MarginTerms.MOST;
        if (!legal || leverage > most) {
            throw new ProblemException(Problem.badField(
                    "leverage", Integer.toString(leverage), "must be a whole number from 1 to %d".formatted(most)));
        }
        return settled(symbol).alone(done -> {
            LeverageChange change = settings.setLeverage(symbol, leverage);
            done.leverageByHand = leverage;
            done.leverage = true;
            return change;
        });
    }

    /** Sets the margin type by hand; until the next start it then stands instead of the default. */
    public void setMarginType(Symbol symbol, MarginType marginType) {
        settled(symbol).alone(done -> {
            settings.setMarginType(symbol, marginType);
            done.marginTypeByHand = marginType;
            done.marginType = true;
            return done;
        });
    }

    /**
     * Why nothing may be opened with these terms; absent when it may. Changes nothing.
     *
     * @param asked what an alert asks for
     * @param rests whether an order rests that could still open something; only asked where that decides
     * @throws ExchangeUnavailable when it could not be found out
     */
    Optional<Problem> obstacle(Symbol symbol, MarginTerms asked, BooleanSupplier rests) {
        Optional<Problem> tooHigh = tooHigh(symbol, asked);
        return tooHigh.isPresent() || asked.isNone()
                ? tooHigh
                : MarginInUse.problem(symbol, asked, positions.of(symbol), rests);
    }

    /**
     * Sets what an alert asks for, and what stands for the symbol where it asks for nothing; the latter once, until an alert
     * asked for something else. While a position is open, or an order rests that could open one, nothing is set.
     *
     * @param rests see {@link #obstacle}
     * @throws ProblemException when what the alert asks for cannot be had, or the book asks for too much
     * @throws ExchangeUnavailable when it could not be done; then nothing must be opened
     */
    void apply(Symbol symbol, MarginTerms asked, BooleanSupplier rests) {
        settled(symbol).alone(done -> {
            if (asked.isNone() && done.marginType && done.leverage) {
                return done;
            }
            List<Position> shown = positions.of(symbol);
            if (isOpen(shown) || rests.getAsBoolean()) {
                refuse(MarginInUse.problem(symbol, asked, shown, () -> true));
                return done;
            }
            refuse(tooHigh(symbol, asked));
            MarginType marginType = applyMarginType(symbol, done, asked, shown);
            Integer leverage = applyLeverage(symbol, done, asked, shown);
            MarginTerms set = new MarginTerms(leverage, marginType);
            if (!set.isNone()) {
                log.atInfo().addKeyValue("event", "symbol_set_up").log("{} is traded with {} now", symbol, set);
            }
            return done;
        });
    }

    /** What an order with these terms would be traded with; changes nothing. */
    int leverage(Symbol symbol, MarginTerms asked, BooleanSupplier rests) {
        List<Position> shown = positions.of(symbol);
        int most = shown.stream().mapToInt(Position::leverage).max().orElse(0);
        return settled(symbol).alone(done -> {
            boolean settled = asked.leverage() == null && done.leverage;
            boolean stays = isOpen(shown) || (!shown.isEmpty() && (settled || rests.getAsBoolean()));
            if (stays) {
                return most;
            }
            return asked.leverage() == null ? standingLeverage(symbol, done) : asked.leverage();
        });
    }

    private static boolean isOpen(List<Position> shown) {
        return shown.stream().anyMatch(Position::isOpen);
    }

    private Settled settled(Symbol symbol) {
        return settled.computeIfAbsent(symbol, key -> new Settled());
    }

    /** A leverage that somebody chose for just this is not lowered: what he reckoned with would not hold. */
    private Optional<Problem> tooHigh(Symbol symbol, MarginTerms asked) {
        boolean byHand = settled(symbol).leverageByHand != null;
        Integer said = byHand ? null : book.termsOf(symbol).leverage();
        Integer chosen = asked.leverage() == null ? said : asked.leverage();
        int most = chosen == null ? MarginTerms.MOST : market.brackets(symbol).maxLeverage();
        if (chosen == null || chosen <= most) {
            return Optional.empty();
        }
        return Optional.of(
                asked.leverage() != null
                        ? Problem.badField(
                                "leverage",
                                Integer.toString(chosen),
                                "must be a whole number from 1 to %d, which is the most on %s".formatted(most, symbol))
                        : Problem.of(
                                422,
                                "LEVERAGE_TOO_HIGH",
                                "The file of symbols (SYMBOLS_FILE) says leverage %d for %s; it must be at most %d"
                                        .formatted(chosen, symbol, most)));
    }

    private static void refuse(Optional<Problem> problem) {
        problem.ifPresent(it -> {
            throw new ProblemException(it);
        });
    }

    /** Says what was set; absent when nothing was. */
    private @Nullable MarginType applyMarginType(Symbol symbol, Settled done, MarginTerms asked, List<Position> shown) {
        MarginType own = asked.marginType();
        if (own == null ? done.marginType : MarginInUse.hasMarginType(shown, asked)) {
            return null;
        }
        MarginType wanted = own == null ? standingMarginType(symbol, done) : own;
        done.marginType = false;
        try {
            settings.setMarginType(symbol, wanted);
        } catch (ExchangeUnavailable e) {
            Integer code = e.refusal().code();
            if (code == null || !IN_USE.contains(code)) {
                throw e;
            }
            refuse(MarginInUse.problem(symbol, new MarginTerms(null, own), shown, () -> true));
            log.atWarn()
                    .addKeyValue("event", "margin_type_kept")
                    .log("Margin type of {} stays as it is: {}", symbol, e.refusal());
            return null;
        }
        done.marginType = own == null;
        return wanted;
    }

    /** Says what was set; absent when nothing was. */
    private @Nullable Integer applyLeverage(Symbol symbol, Settled done, MarginTerms asked, List<Position> shown) {
        Integer own = asked.leverage();
        if (own == null ? done.leverage : MarginInUse.hasLeverage(shown, asked)) {
            return null;
        }
        Integer wanted = own == null ? Integer.valueOf(standingLeverage(symbol, done)) : own;
        if (own == null && chosenLeverage(symbol, done) == null && wanted < defaults.defaultLeverage()) {
            log.atWarn()
                    .addKeyValue("event", "leverage_lowered")
                    .log("{} allows at most {}x; DEFAULT_LEVERAGE is {}", symbol, wanted, defaults.defaultLeverage());
        }
        done.leverage = false;
        settings.setLeverage(symbol, wanted);
        done.leverage = own == null;
        return wanted;
    }

    /** What somebody chose for the symbol; absent when only the default stands. */
    private @Nullable Integer chosenLeverage(Symbol symbol, Settled done) {
        return done.leverageByHand == null ? book.termsOf(symbol).leverage() : done.leverageByHand;
    }

    /** What stands for the symbol where an alert asks for nothing; only the default is lowered to what it allows. */
    private int standingLeverage(Symbol symbol, Settled done) {
        Integer chosen = chosenLeverage(symbol, done);
        return chosen == null
                ? Math.min(defaults.defaultLeverage(), market.brackets(symbol).maxLeverage())
                : chosen;
    }

    private MarginType standingMarginType(Symbol symbol, Settled done) {
        MarginType said = book.termsOf(symbol).marginType();
        MarginType chosen = done.marginTypeByHand == null ? said : done.marginTypeByHand;
        return chosen == null ? defaults.defaultMarginType() : chosen;
    }

    /** What is done on one symbol; changed by one thread at a time, so that nothing undoes what was set by hand. */
    private static final class Settled {

        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Integer leverageByHand;
        private @Nullable MarginType marginTypeByHand;

        /** Whether what stands for the symbol is in force, as far as we did it. */
        private boolean leverage;

        private boolean marginType;

        <T> T alone(Function<Settled, T> work) {
            lock.lock();
            try {
                return work.apply(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
