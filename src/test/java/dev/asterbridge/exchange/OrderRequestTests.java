package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"LIMIT 60000 GTC", "LIMIT 60000 GTX", "MARKET", "STOP 60000 MARK_PRICE"})
    void exitsThatAreTiedAreOrdersOfTheirOwn(String terms) {
        List<OrderRequest> exits = order(terms, false)
                .with(List.of(exit("STOP 58800 MARK_PRICE"), exit("TAKE_PROFIT 61200 MARK_PRICE")))
                .tiedOrders();

        assertThat(exits)
                .extracting(OrderRequest::clientOrderId)
                .map(Object::toString)
                .containsExactly("id-1s", "id-1t");
        assertThat(exits)
                .extracting(OrderRequest::terms)
                .map(Object::toString)
                .containsExactly("STOP 58800 MARK_PRICE", "TAKE_PROFIT 61200 MARK_PRICE");
        assertThat(exits).allSatisfy(exit -> {
            assertThat(exit.side()).isEqualTo(Side.SELL);
            assertThat(exit.quantity()).isEqualTo(Quantity.of("1"));
            assertThat(exit.reduceOnly()).isTrue();
            assertThat(exit.tiedOrders()).isEmpty();
        });
        assertThat(order(terms, false).tiedOrders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LIMIT 60000 IOC, STOP 58800 MARK_PRICE, false",
        "LIMIT 60000 FOK, STOP 58800 MARK_PRICE, false",
        "LIMIT 60000 GTC, STOP 58800 MARK_PRICE, true",
        "LIMIT 60000 GTC, STOP 58800 MARK_PRICE LIMIT 58700, false",
        "LIMIT 60000 GTC, TAKE_PROFIT 61000 MARK_PRICE LIMIT 60900, false"
    })
    void onlyExitsAtMarketAreTiedAndOnlyToWhatOpensAndMayWait(String terms, String exit, boolean reduceOnly) {
        OrderRequest order = order(terms, reduceOnly);

        assertThatIllegalArgumentException().isThrownBy(() -> order.with(List.of(exit(exit))));
    }

    @Test
    void oneOfAKindIsTied() {
        OrderRequest order = order("LIMIT 60000 GTC", false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.with(List.of(exit("STOP 58800 MARK_PRICE"), exit("STOP 58700 MARK_PRICE"))));
    }

    private static OrderTerms.Triggered exit(String terms) {
        return (OrderTerms.Triggered) OrderTerms.parse(terms);
    }

    private static OrderRequest order(String terms, boolean reduceOnly) {
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
