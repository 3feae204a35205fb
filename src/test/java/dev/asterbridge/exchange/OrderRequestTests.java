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
