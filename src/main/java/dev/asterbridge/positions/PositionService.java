package dev.asterbridge.positions;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.SymbolSetup;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads positions and changes how they are backed. */
@Service
class PositionService {

    private static final int HAS_OPEN_ORDERS = -4047;
    private static final int HAS_POSITION = -4048;

    private final PositionReader positions;
    private final MarketReader market;
    private final SymbolSetup setup;

    PositionService(PeoplesReaders readers, SymbolSetup setup) {
        this.positions = readers.positions();
        this.market = readers.market();
        this.setup = setup;
    }

    List<Position> open() {
        return positions.open();
    }

    /**
     * The symbol's open position.
     *
     * @param side which one, when a long and a short one are open
     * @throws ProblemException 404 when flat or not listed, 400 when two are open and none is named
     */
    Position open(Symbol symbol, @Nullable PositionSide side) {
        requireListed(symbol);
        List<Position> open = positions.of(symbol).stream()
                .filter(Position::isOpen)
                .filter(position -> position.isMeantBy(side))
                .toList();
        if (open.isEmpty()) {
            throw new ProblemException(Problem.notFound("POSITION_NOT_FOUND", "No open position on " + symbol));
        }
        if (open.size() > 1) {
            throw new ProblemException(Problem.badField(
                    "position_side", null, "must be LONG or SHORT: %s has both open".formatted(symbol)));
        }
        return open.getFirst();
    }

    LeverageChange setLeverage(Symbol symbol, int leverage) {
        requireListed(symbol);
        return setup.setLeverage(symbol, leverage);
    }

    /** @throws ProblemException 409 while the symbol has an open order or position */
    void setMarginType(Symbol symbol, MarginType marginType) {
        requireListed(symbol);
        try {
            setup.setMarginType(symbol, marginType);
        } catch (ExchangeUnavailable e) {
            Integer code = e.refusal().code();
            if (code != null && (code == HAS_OPEN_ORDERS || code == HAS_POSITION)) {
                String what = code == HAS_POSITION ? "an open position" : "open orders";
                throw new ProblemException(new Problem(
                        409,
                        "MARGIN_TYPE_IN_USE",
                        "The margin type of %s cannot change while it has %s; close that first".formatted(symbol, what),
                        code,
                        null,
                        List.of()));
            }
            throw e;
        }
    }

    private void requireListed(Symbol symbol) {
        if (market.rules(symbol).isEmpty()) {
            throw new ProblemException(Problem.notListed(symbol));
        }
    }
}
