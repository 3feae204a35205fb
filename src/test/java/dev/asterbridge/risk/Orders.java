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
final class Orders {

    private final Side side;
    private final String quantity;
    private Symbol symbol = BTC;
    private PositionSide positionSide = PositionSide.BOTH;
    private String strategy;
    private String limit;
    private boolean rests;
    private boolean reduces;
    private BigDecimal account = BigDecimal.ZERO;
    private BigDecimal gross = BigDecimal.ZERO;
    private BigDecimal own = BigDecimal.ZERO;
    private BigDecimal resting = BigDecimal.ZERO;
    private Supplier<BigDecimal> mark = () -> new BigDecimal("50000");
    private Supplier<Integer> leverage = () -> 10;

    private Orders(Side side, String quantity) {
        this.side = side;
        this.quantity = quantity;
    }

    static Orders buy(String quantity) {
        return new Orders(Side.BUY, quantity);
    }

    static Orders sell(String quantity) {
        return new Orders(Side.SELL, quantity);
    }

    Orders on(String other) {
        symbol = new Symbol(other);
        return this;
    }

    Orders hedged(PositionSide other) {
        positionSide = other;
        return this;
    }

    Orders of(String name) {
        strategy = name;
        return this;
    }

    Orders at(String price) {
        limit = price;
        rests = true;
        return this;
    }

    Orders atOnce(String price) {
        limit = price;
        return this;
    }

    Orders reducing(String held) {
        reduces = true;
        return holding(held).owning(held);
    }

    /** What the account holds, all of it long or all short; all of it the strategy's, if that has no name. */
    Orders holding(String amount) {
        account = new BigDecimal(amount);
        gross = account.abs();
        own = strategy == null ? account : own;
        return this;
    }

    /** What the strategy holds of it. */
    Orders owning(String amount) {
        own = new BigDecimal(amount);
        return this;
    }

    /** What the strategy holds, and others the other way. */
    Orders against(String amount, String others) {
        own = new BigDecimal(amount);
        account = own.add(new BigDecimal(others));
        gross = own.abs().add(new BigDecimal(others).abs());
        return this;
    }

    Orders resting(String amount) {
        resting = new BigDecimal(amount);
        return this;
    }

    Orders marked(Supplier<BigDecimal> price) {
        mark = price;
        return this;
    }

    Orders levered(Supplier<Integer> with) {
        leverage = with;
        return this;
    }

    Exposure planned() {
        return new Exposure(
                symbol,
                positionSide,
                strategy,
                side,
                Quantity.of(quantity),
                Stream.ofNullable(limit).map(Price::of).toList(),
                rests,
                reduces,
                new Exposure.Before(account, gross, own, resting),
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
