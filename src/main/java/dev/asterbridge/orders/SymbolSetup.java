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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<Symbol> leverageSettled = ConcurrentHashMap.newKeySet();
    private final Set<Symbol> marginTypeSettled = ConcurrentHashMap.newKeySet();

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
        LeverageChange change = settings.setLeverage(symbol, leverage);
        leverageSettled.add(symbol);
        return change;
    }

    /** Sets the margin type by hand; the default is then left alone. */
    public void setMarginType(Symbol symbol, MarginType marginType) {
        settings.setMarginType(symbol, marginType);
        marginTypeSettled.add(symbol);
    }

    /**
     * Applies the configured leverage and margin type, unless that was done before, or a position is open already and
     * would be changed under its owner's feet.
     *
     * @throws ExchangeUnavailable when it could not be done; then nothing must be opened
     */
    void applyDefaults(Symbol symbol) {
        if (leverageSettled.contains(symbol) && marginTypeSettled.contains(symbol)) {
            return;
        }
        if (positions.of(symbol).stream().noneMatch(Position::isOpen)) {
            if (!marginTypeSettled.contains(symbol)) {
                applyMarginType(symbol);
            }
            if (!leverageSettled.contains(symbol)) {
                applyLeverage(symbol);
            }
        }
        marginTypeSettled.add(symbol);
        leverageSettled.add(symbol);
    }

    private void applyMarginType(Symbol symbol) {
        try {
            settings.setMarginType(symbol, defaults.defaultMarginType());
        } catch (ExchangeUnavailable e) {
            Integer code = e.refusal().code();
            if (code == null || !IN_USE.contains(code)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("event", "margin_type_kept")
                    .log("Margin type of {} stays as it is: {}", symbol, e.refusal());
        }
    }

    private void applyLeverage(Symbol symbol) {
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
    }
}
