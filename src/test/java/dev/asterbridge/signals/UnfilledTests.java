package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfilledTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");

    @ParameterizedTest
    @CsvSource({
        "BUY, IOC, EXPIRED, LIMIT, time_in_force IOC takes, nothing was on offer at 70000 or lower",
        "SELL, IOC, EXPIRED, LIMIT, time_in_force IOC takes, nothing was on offer at 70000 or higher",
        "BUY, FOK, CANCELED, LIMIT, time_in_force FOK takes all of it, 0.5 was not on offer at 70000 or lower",
        "BUY, GTX, EXPIRED, LIMIT, time_in_force GTX only rests, at the price 70000 it would have been filled",
        "SELL, GTX, EXPIRED, LIMIT, time_in_force GTX only rests, give a higher price",
        "BUY, GTC, EXPIRED, MARKET, price protection, for orders at market",
        "BUY, GTC, EXPIRED, STOP_MARKET, price protection, for orders at market",
        "BUY, GTC, CANCELED, LIMIT, it was cancelled, by hand or by AsterDEX",
        "BUY, NEVER_HEARD_OF, EXPIRED, LIMIT, AsterDEX does not say why, look at the order there"
    })
    void saysWhyByTheTermsOfTheOrder(
            Side side, String timeInForce, OrderStatus status, String type, String why, String more) {
        assertThat(Unfilled.sentence(signal(null), order(side, timeInForce, status, type)))
                .startsWith("The exchange took the order 7 and ended it %s without a fill: ".formatted(status))
                .contains(why, more);
    }

    @Test
    void aMarketOrderThatWasKeptNearTheMarkPriceIsNoIocToWhoeverSentIt() {
        Order order = order(Side.BUY, "IOC", OrderStatus.EXPIRED, "LIMIT");

        assertThat(Unfilled.sentence(signal(new BigDecimal("0.10")), order))
                .contains("max_slippage 0.1% lets it be filled at 70000 or lower")
                .doesNotContain("IOC");
    }

    @Test
    void aCloseHasNoSlippageToSpeakOf() {
        Signal close = new Signal(BTC, null, new Signal.Close());

        assertThat(Unfilled.sentence(close, order(Side.SELL, "IOC", OrderStatus.EXPIRED, "LIMIT")))
                .contains("time_in_force IOC");
    }

    private static Signal signal(BigDecimal slippage) {
        Entry entry = new Entry(new OrderTerms.Market(), slippage, null, Exits.NONE);
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.5"), entry));
    }

    private static Order order(Side side, String timeInForce, OrderStatus status, String type) {
        return new Order(
                7,
                "ab-x-1",
                BTC,
                side,
                PositionSide.BOTH,
                status,
                type,
                type,
                timeInForce,
                new BigDecimal("0.500"),
                BigDecimal.ZERO,
                new BigDecimal("70000.0"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                false,
                false,
                "CONTRACT_PRICE",
                null,
                Instant.EPOCH);
    }
}
