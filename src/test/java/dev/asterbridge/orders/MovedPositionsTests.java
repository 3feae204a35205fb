package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import org.junit.jupiter.api.Test;

class MovedPositionsTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final MovedPositions moved = new MovedPositions(world.exchange, new HoldingRecords(), world.journal);

    @Test
    void whatIsHeldAsOnRecordHasNotMoved() {
        record("BTCUSDT", "a", "BOTH", "0.3");
        record("BTCUSDT", "b", "BOTH", "-0.1");
        world.exchange.positions.add(FakeExchange.position("0.20"));

        assertThat(moved.look()).isEmpty();
    }

    @Test
    void whereMoreOrLessIsHeldSomethingHas() {
        record("ETHUSDT", "", "LONG", "1");
        world.exchange.positions.add(FakeExchange.position("0.2"));

        assertThat(moved.look()).containsExactly(BTC, new Symbol("ETHUSDT"));
    }

    @Test
    void twoPositionsOfASymbolAreTwo() {
        record("BTCUSDT", "", "LONG", "0.2");
        world.exchange.positions.add(FakeExchange.position("0.2", PositionSide.LONG));
        world.exchange.positions.add(FakeExchange.position("-0.2", PositionSide.SHORT));

        assertThat(moved.look()).containsExactly(BTC);
    }

    @Test
    void whatStaysIsNoNewsUntilItChanges() {
        world.exchange.positions.add(FakeExchange.position("0.2"));
        for (int look = 0; look < 3; look++) {
            assertThat(moved.look()).containsExactly(BTC);
        }
        assertThat(moved.look()).isEmpty();

        world.exchange.positions.set(0, FakeExchange.position("0.3"));

        assertThat(moved.look()).containsExactly(BTC);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");

        assertThatThrownBy(moved::look).isInstanceOf(ExchangeUnavailable.class);
    }

    private void record(String symbol, String strategy, String side, String amount) {
        world.journal
                .sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES (?, ?, ?, ?)")
                .params(symbol, strategy, side, amount)
                .update();
    }
}
