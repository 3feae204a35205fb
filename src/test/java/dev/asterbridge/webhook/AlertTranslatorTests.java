package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Wishes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTranslatorTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");

    @Test
    void anOpenAtMarketTakesThePriceAsANote() {
        Signal signal = translate(alert("Open", "BTCUSDT.P", "buy", "0.01", null, "65000", null));

        assertThat(signal).isEqualTo(new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
    }

    @Test
    void anOpenAtALimitTakesThePriceAsTheLimit() {
        Signal signal = translate(alert("open", "BTCUSDT", "SELL", "0.01", "limit", "65000", "short"));

        assertThat(signal)
                .isEqualTo(new Signal(
                        BTC, PositionSide.SHORT, Wishes.open(Side.SELL, Quantity.of("0.01"), Price.of("65000"))));
    }

    @Test
    void readsTheOtherActions() {
        assertThat(translate(alert("INCREASE", "BTCUSDT", null, "1", null, null, null))
                        .intent())
                .isEqualTo(Wishes.increase(null, Quantity.of("1"), null));
        assertThat(translate(alert("increase", "BTCUSDT", "sell", "1", "LIMIT", "2", null))
                        .intent())
                .isEqualTo(Wishes.increase(Side.SELL, Quantity.of("1"), Price.of("2")));
        assertThat(translate(alert("decrease", "BTCUSDT", "SELL", "1", "LIMIT", "2", null))
                        .intent())
                .isEqualTo(Wishes.decrease(Quantity.of("1"), Price.of("2")));
        assertThat(translate(alert("close", "BTCUSDT", "SELL", "1", "MARKET", "2", null))
                        .intent())
                .isEqualTo(new Signal.Close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.5", "NaN", ""})
    void aCloseDoesNotFailForTheSizeThatAStrategyPutsThere(String quantity) {
        assertThat(translate(alert("close", "BTCUSDT", "flat", quantity, "market", "NaN", null))
                        .intent())
                .isEqualTo(new Signal.Close());
    }

    @ParameterizedTest
    @CsvSource({
        "     , BTCUSDT, BUY, 1,   ,       ,     , action",
        "buy  , BTCUSDT, BUY, 1,   ,       ,     , action",
        "open ,        , BUY, 1,   ,       ,     , symbol",
        "open , B$C    , BUY, 1,   ,       ,     , symbol",
        "open , BTCUSDT,    , 1,   ,       ,     , side",
        "open , BTCUSDT, UP , 1,   ,       ,     , side",
        "open , BTCUSDT, BUY,  ,   ,       ,     , quantity",
        "open , BTCUSDT, BUY, 0,   ,       ,     , quantity",
        "open , BTCUSDT, BUY, -1,  ,       ,     , quantity",
        "open , BTCUSDT, BUY, NaN, ,       ,     , quantity",
        "open , BTCUSDT, BUY, 1E+9999999,, ,     , quantity",
        "open , BTCUSDT, BUY, 1, STOP,     ,     , order_type",
        "open , BTCUSDT, BUY, 1, LIMIT,    ,     , price",
        "open , BTCUSDT, BUY, 1, LIMIT, 0  ,     , price",
        "open , BTCUSDT, BUY, 1, MARKET, x ,     , price",
        "open , BTCUSDT, BUY, 1,   ,       , UP  , position_side",
        "increase, BTCUSDT, ,  ,   ,       ,     , quantity",
        "decrease, BTCUSDT, ,  ,   ,       ,     , quantity",
        "close, BTCUSDT,    ,  , LIMIT, 1  ,     , order_type",
    })
    void namesTheFieldAtFault(
            String action,
            String symbol,
            String side,
            String quantity,
            String orderType,
            String price,
            String positionSide,
            String field) {
        Problem problem = refused(alert(action, symbol, side, quantity, orderType, price, positionSide));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.fields()).extracting(Problem.Field::field).containsExactly(field);
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        assertThat(refused(alert("open", null, null, null, null, null, null)).fields())
                .extracting(Problem.Field::field)
                .containsExactlyInAnyOrder("symbol", "side", "quantity");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5000})
    void cutsALongValueInTheAnswer(int length) {
        Problem problem = refused(alert("x".repeat(length), "BTCUSDT", null, null, null, null, null));

        assertThat(problem.fields().getFirst().value()).hasSize(100);
    }

    private static TradingViewAlert alert(
            String action,
            String symbol,
            String side,
            String quantity,
            String orderType,
            String price,
            String positionSide) {
        return new TradingViewAlert(action, symbol, side, quantity, orderType, price, positionSide, null);
    }

    private static Signal translate(TradingViewAlert alert) {
        return new AlertTranslator().translate(alert);
    }

    private static Problem refused(TradingViewAlert alert) {
        try {
            translate(alert);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("was translated");
    }
}
