package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Tells where something may have been filled that nobody has seen: more or less is held there than is on record. One answer
 * tells it of all symbols, where the orders of each would have to be asked for by turns.
 */
@Component
class MovedPositions {

    /** A difference that stays is no news: somebody trades by hand, or its lane looks into it. */
    private static final int NEWS = 3;

    private final PositionReader positions;
    private final HoldingRecords holdings;
    private final Journal journal;
    private Map<Place, Difference> known = Map.of();

    private record Place(Symbol symbol, PositionSide side) {}

    private record Difference(BigDecimal amount, int looks) {}

    MovedPositions(PositionReader positions, HoldingRecords holdings, Journal journal) {
        this.positions = positions;
        this.holdings = holdings;
        this.journal = journal;
    }

    /**
     * Looks once, by one question; for one thread.
     *
     * @throws ExchangeUnavailable when it cannot be read what is held
     */
    Set<Symbol> look() {
        Map<Place, BigDecimal> amounts = new HashMap<>();
        for (Position held : positions.open()) {
            amounts.merge(new Place(held.symbol(), held.positionSide()), held.amount(), BigDecimal::add);
        }
        journal.read(holdings::amounts)
                .forEach(it -> amounts.merge(
                        new Place(it.symbol(), it.side()), it.amount().negate(), BigDecimal::add));
        Map<Place, Difference> differences = new HashMap<>();
        Set<Symbol> news = new TreeSet<>();
        amounts.forEach((place, amount) -> {
            if (amount.signum() != 0) {
                Difference before = known.get(place);
                Difference now = before != null && before.amount().compareTo(amount) == 0
                        ? new Difference(amount, before.looks() + 1)
                        : new Difference(amount, 1);
                differences.put(place, now);
                if (now.looks() <= NEWS) {
                    news.add(place.symbol());
                }
            }
        });
        known = differences;
        return news;
    }
}
