package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRequestTests {

    @ParameterizedTest
    @CsvSource({"BUY, LONG, true", "SELL, SHORT, true", "SELL, LONG, false", "BUY, SHORT, false"})
    void inHedgeModeTheSidesSayWhetherAnOrderReduces(Side side, PositionSide positionSide, boolean contradiction) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(side, positionSide, contradiction));
        assertThat(request(side, positionSide, !contradiction).reduceOnly()).isEqualTo(!contradiction);
    }

    @Test
    void inOneWayModeTheFlagIsFree() {
        assertThat(request(Side.SELL, PositionSide.BOTH, true).reduceOnly()).isTrue();
        assertThat(request(Side.SELL, PositionSide.BOTH, false).reduceOnly()).isFalse();
    }

    @Test
    void aTiedStopIsAnOrderOfItsOwn() {
        OrderRequest stop = resting("LIMIT 60000 GTC", false)
                .with(stop("STOP 58800 MARK_PRICE"))
                .stop()
                .orElseThrow();

        assertThat(stop.clientOrderId()).hasToString("id-1s");
        assertThat(stop.side()).isEqualTo(Side.SELL);
        assertThat(stop.quantity()).isEqualTo(Quantity.of("1"));
        assertThat(stop.terms()).hasToString("STOP 58800 MARK_PRICE");
        assertThat(stop.reduceOnly()).isTrue();
        assertThat(stop.stop()).isEmpty();
        assertThat(resting("LIMIT 60000 GTC", false).stop()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MARKET, STOP 58800 MARK_PRICE, false",
        "LIMIT 60000 IOC, STOP 58800 MARK_PRICE, false",
        "LIMIT 60000 FOK, STOP 58800 MARK_PRICE, false",
        "LIMIT 60000 GTC, STOP 58800 MARK_PRICE, true",
        "LIMIT 60000 GTC, STOP 58800 MARK_PRICE LIMIT 58700, false",
        "LIMIT 60000 GTC, TAKE_PROFIT 61000 MARK_PRICE, false"
    })
    void onlyAStopAtMarketIsTiedAndOnlyToWhatRestsToOpen(String terms, String stop, boolean reduceOnly) {
        OrderRequest order = resting(terms, reduceOnly);

        assertThatIllegalArgumentException().isThrownBy(() -> order.with(stop(stop)));
    }

    private static OrderTerms.Triggered stop(String terms) {
        return (OrderTerms.Triggered) OrderTerms.parse(terms);
    }

    private static OrderRequest resting(String terms, boolean reduceOnly) {
        return new OrderRequest(
                new ClientOrderId("id-1"),
                new Symbol("BTCUSDT"),
                Side.BUY,
                PositionSide.BOTH,
                Quantity.of("1"),
                OrderTerms.parse(terms),
                reduceOnly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a/b", "ümlaut", "1234567890123456789012345678901234567"})
    void aClientOrderIdIsPlainAndShort(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientOrderId(text));
    }

    private static OrderRequest request(Side side, PositionSide positionSide, boolean reduceOnly) {
        return new OrderRequest(
                new ClientOrderId("id-1"),
                new Symbol("BTCUSDT"),
                side,
                positionSide,
                Quantity.of("1"),
                new OrderTerms.Market(),
                reduceOnly);
    }
}
