package dev.asterbridge.paper;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The market's trades, made up like the rest of it: one in every second, at the price of that second. */
final class PublicTrades {

    private static final int SIZE = 104;
    private static final double LEAST_NOTIONAL = 10;
    private static final double NOTIONAL_RANGE = 490;

    private final PriceBoard board;

    PublicTrades(PriceBoard board) {
        this.board = board;
    }

    /** The newest trades, oldest first. */
    List<Trade> newest(Symbol symbol, int limit) {
        InstrumentRules rules = board.instrument(symbol).rules();
        BigDecimal scale = board.scale(symbol);
        long now = board.second();
        List<Trade> trades = new ArrayList<>(limit);
        for (long second = now - limit + 1; second <= now; second++) {
            BigDecimal price = board.pastPrice(symbol, second, scale);
            double draw = board.draw(symbol, SIZE, second);
            BigDecimal asked =
                    BigDecimal.valueOf(LEAST_NOTIONAL + NOTIONAL_RANGE * draw).divide(price, MathContext.DECIMAL64);
            BigDecimal quantity = rules.lot().ceiling(asked.max(rules.lot().min()));
            trades.add(new Trade(second, price, quantity, price.multiply(quantity), second * 1000, draw < 0.5));
        }
        return trades;
    }

    /** One trade by itself, as {@code trades} answers it. */
    record Trade(long id, BigDecimal price, BigDecimal qty, BigDecimal quoteQty, long time, boolean isBuyerMaker) {

        Aggregate aggregate() {
            return new Aggregate(id, price, qty, id, id, time, isBuyerMaker);
        }
    }

    /** The same by AsterDEX's one-letter names, as {@code aggTrades} answers it. */
    record Aggregate(
            long a,
            BigDecimal p,
            BigDecimal q,
            long f,
            long l,
            @JsonProperty("T") long time,
            boolean m) {}
}
