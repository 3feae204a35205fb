package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.SymbolSettings;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Sets leverage and margin type of a symbol: by hand, and once before the first order that opens a position. */
@Service
public class SymbolSetup {

    private static final Logger log = LoggerFactory.getLogger(SymbolSetup.class);

    /** Codes by which the exchange keeps the margin type of a symbol that is in use. */
    private static final Set<Integer> IN_USE = Set.of(-4047, -4048);

    private final SymbolSettings settings;
    private final MarketReader market;
    private final PositionReader positions;
    private final TradingProperties defaults;
    private final Map<Symbol, Settled> settled = new ConcurrentHashMap<>();

    SymbolSetup(SymbolSettings settings, MarketReader market, PositionReader positions, TradingProperties defaults) {
        this.settings = settings;
        this.market = market;
        this.positions = positions;
        this.defaults = defaults;
    }

    /**
     * Sets the leverage by hand; the default is then left alone.
     *
     * @throws ProblemException 400 when it is outside 1 to 125, or more than the symbol allows
     */
    public LeverageChange setLeverage(Symbol symbol, int leverage) {
        int most =
                leverage < 1 || leverage > 125 ? 125 : market.brackets(symbol).maxLeverage();
        if (leverage < 1 || leverage > most) {
            throw new ProblemException(Problem.badField(
                    "leverage", Integer.toString(leverage), "must be a whole number from 1 to %d".formatted(most)));
        }
        return settled(symbol).alone(done -> {
            LeverageChange change = settings.setLeverage(symbol, leverage);
            done.leverage = true;
            return change;
        });
    }

    /** Sets the margin type by hand; the default is then left alone. */
    public void setMarginType(Symbol symbol, MarginType marginType) {
        settled(symbol).alone(done -> {
            settings.setMarginType(symbol, marginType);
            done.marginType = true;
            return done;
        });
    }

    /**
     * Applies the configured leverage and margin type, unless that was done before. While a position is open, it is left
     * for the next time: the position would be changed under its owner's feet.
     *
     * @throws ExchangeUnavailable when it could not be done; then nothing must be opened
     */
    void applyDefaults(Symbol symbol) {
        settled(symbol).alone(done -> {
            if ((!done.marginType || !done.leverage)
                    && positions.of(symbol).stream().noneMatch(Position::isOpen)) {
                done.marginType = done.marginType || applyMarginType(symbol);
                done.leverage = done.leverage || applyLeverage(symbol);
            }
            return done;
        });
    }

    /** The highest leverage of the symbol's positions, once the defaults are applied. */
    int leverage(Symbol symbol) {
        applyDefaults(symbol);
        return positions.of(symbol).stream().mapToInt(Position::leverage).max().orElse(defaults.defaultLeverage());
    }

    private Settled settled(Symbol symbol) {
        return settled.computeIfAbsent(symbol, key -> new Settled());
    }

    private boolean applyMarginType(Symbol symbol) {
        try {
            settings.setMarginType(symbol, defaults.defaultMarginType());
            return true;
        } catch (ExchangeUnavailable e) {
            Integer code = e.refusal().code();
            if (code == null || !IN_USE.contains(code)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("event", "margin_type_kept")
                    .log("Margin type of {} stays as it is: {}", symbol, e.refusal());
            return false;
        }
    }

    private boolean applyLeverage(Symbol symbol) {
        int most = market.brackets(symbol).maxLeverage();
        int leverage = Math.min(defaults.defaultLeverage(), most);
        if (leverage < defaults.defaultLeverage()) {
            log.atWarn()
                    .addKeyValue("event", "leverage_lowered")
                    .log("{} allows at most {}x; DEFAULT_LEVERAGE is {}", symbol, most, defaults.defaultLeverage());
        }
        settings.setLeverage(symbol, leverage);
        log.atInfo()
                .addKeyValue("event", "symbol_set_up")
                .log("{} is traded with {}x, {}", symbol, leverage, defaults.defaultMarginType());
        return true;
    }

    /** What is done on one symbol; changed by one thread at a time, so that nothing undoes what was set by hand. */
    private static final class Settled {

        private final ReentrantLock lock = new ReentrantLock();
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
