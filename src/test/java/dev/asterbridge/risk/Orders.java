package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalInMemory;
import java.math.BigDecimal;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Planned orders on BTCUSDT at a mark price of 50000 and a leverage of 10, changed where a test wants it. */
record Orders(
        Symbol symbol,
        PositionSide positionSide,
        String strategy,
        Side side,
        String quantity,
        String limit,
        boolean reduces,
        String before,
        String resting,
        String ownBefore,
        Supplier<BigDecimal> mark,
        Supplier<Integer> leverage) {

    static Orders buy(String quantity) {
        return new Orders(
                BTC,
                PositionSide.BOTH,
                null,
                Side.BUY,
                quantity,
                null,
                false,
                "0",
                "0",
                "0",
                () -> new BigDecimal("50000"),
                () -> 10);
    }

    static Orders sell(String quantity) {
        return buy(quantity).side(Side.SELL);
    }

    Orders on(String symbol) {
        return new Orders(
                new Symbol(symbol),
                positionSide,
                strategy,
                side,
                quantity,
                limit,
                reduces,
                before,
                resting,
                ownBefore,
                mark,
                leverage);
    }

    Orders hedged(PositionSide other) {
        return new Orders(
                symbol, other, strategy, side, quantity, limit, reduces, before, resting, ownBefore, mark, leverage);
    }

    Orders of(String name) {
        return new Orders(
                symbol, positionSide, name, side, quantity, limit, reduces, before, resting, ownBefore, mark, leverage);
    }

    Orders side(Side other) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                other,
                quantity,
                limit,
                reduces,
                before,
                resting,
                ownBefore,
                mark,
                leverage);
    }

    Orders at(String price) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                side,
                quantity,
                price,
                reduces,
                before,
                resting,
                ownBefore,
                mark,
                leverage);
    }

    Orders reducing(String held) {
        return new Orders(
                symbol, positionSide, strategy, side, quantity, limit, true, held, resting, held, mark, leverage);
    }

    Orders holding(String amount) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                side,
                quantity,
                limit,
                reduces,
                amount,
                resting,
                ownBefore,
                mark,
                leverage);
    }

    Orders owning(String amount) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                side,
                quantity,
                limit,
                reduces,
                before,
                resting,
                amount,
                mark,
                leverage);
    }

    Orders resting(String amount) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                side,
                quantity,
                limit,
                reduces,
                before,
                amount,
                ownBefore,
                mark,
                leverage);
    }

    Orders marked(Supplier<BigDecimal> price) {
        return new Orders(
                symbol,
                positionSide,
                strategy,
                side,
                quantity,
                limit,
                reduces,
                before,
                resting,
                ownBefore,
                price,
                leverage);
    }

    Orders levered(Supplier<Integer> with) {
        return new Orders(
                symbol, positionSide, strategy, side, quantity, limit, reduces, before, resting, ownBefore, mark, with);
    }

    Exposure planned() {
        return new Exposure(
                symbol,
                positionSide,
                strategy,
                side,
                Quantity.of(quantity),
                Stream.ofNullable(limit).map(Price::of).toList(),
                reduces,
                new BigDecimal(before),
                new BigDecimal(resting),
                new BigDecimal(ownBefore),
                mark,
                leverage);
    }

    /**
     * Puts an order on record as the room orders does.
     *
     * @param outcome of its only attempt; absent while it is not proven
     * @param seenAt in ms; absent before the exchange has shown it
     */
    static void record(
            JournalInMemory journal,
            String id,
            Held held,
            boolean reduceOnly,
            String outcome,
            String status,
            String executed,
            Long seenAt) {
        journal.sql()
                .sql("""
                        INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, reduce_only, early, status,
                          executed_quantity, seen_at, booked)
                        VALUES (?, 1, ?, 'BUY', ?, '1', ?, 0, ?, ?, ?, '0')""")
                .params(id, held.symbol().name(), held.side().name(), reduceOnly ? 1 : 0, status, executed, seenAt)
                .update();
        journal.sql().sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at,
                          outcome)
                        VALUES (?, ?, 1, 's', 'h', 0, 0, ?)""").params(id, id, outcome).update();
    }
}
