package dev.asterbridge.exchange;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTests {

    /** In hedge mode the exchange need not show the flag. */
    @ParameterizedTest
    @CsvSource({
        "BUY,  BOTH,  false, false, false",
        "SELL, BOTH,  false, false, false",
        "SELL, BOTH,  true,  false, true",
        "BUY,  BOTH,  false, true,  true",
        "BUY,  LONG,  false, false, false",
        "SELL, LONG,  false, false, true",
        "SELL, SHORT, false, false, false",
        "BUY,  SHORT, false, false, true",
    })
    void knowsWhetherItCanOnlyReduce(
            Side side, PositionSide positionSide, boolean reduceOnly, boolean closePosition, boolean reduces) {
        assertThat(order(side, positionSide, reduceOnly, closePosition).reduces())
                .isEqualTo(reduces);
    }

    @Test
    void inAnotherStateItIsTheSameInAllElse() {
        Order order = order(Side.BUY, PositionSide.BOTH, false, false);

        Order ended = order.with(OrderStatus.EXPIRED);

        assertThat(ended.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(ended.with(OrderStatus.NEW)).isEqualTo(order);
    }

    private static Order order(Side side, PositionSide positionSide, boolean reduceOnly, boolean closePosition) {
        BigDecimal one = BigDecimal.ONE;
        return new Order(
                7,
                "web_1",
                BTC,
                side,
                positionSide,
                OrderStatus.NEW,
                "STOP_MARKET",
                "STOP_MARKET",
                "GTC",
                one,
                BigDecimal.ZERO,
                one,
                one,
                one,
                one,
                reduceOnly,
                closePosition,
                "MARK_PRICE",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
