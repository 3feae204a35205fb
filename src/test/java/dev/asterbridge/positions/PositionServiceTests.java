package dev.asterbridge.positions;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionServiceTests {

    private final FakeExchange exchange = new FakeExchange();
    private final PositionService positions = new PositionService(exchange.people(), OrdersOnFake.setup(exchange));

    @Test
    void listsWhatIsNotFlat() {
        exchange.positions.add(position("0.5"));
        exchange.positions.add(position("0", PositionSide.SHORT));

        assertThat(positions.open()).containsExactly(position("0.5"));
        assertThat(positions.open(BTC, null)).isEqualTo(position("0.5"));
    }

    @Test
    void aFlatSymbolIsNotFound() {
        exchange.positions.add(position("0"));

        assertThat(problem(() -> positions.open(BTC, null)).error()).isEqualTo("POSITION_NOT_FOUND");
    }

    @Test
    void anUnlistedSymbolIsNotFound() {
        Problem problem = problem(() -> positions.open(new Symbol("NOPEUSDT"), null));

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.error()).isEqualTo("SYMBOL_NOT_FOUND");
    }

    @Test
    void aFailedQuestionIsNotAFlatPosition() {
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        Assertions.assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> positions.open(BTC, null));
    }

    @Test
    void withBothSidesOpenTheSideMustBeNamed() {
        exchange.positions.add(position("0.5", PositionSide.LONG));
        exchange.positions.add(position("-0.2", PositionSide.SHORT));

        assertThat(problem(() -> positions.open(BTC, null)).status()).isEqualTo(400);
        assertThat(positions.open(BTC, PositionSide.SHORT).amount()).isEqualByComparingTo("-0.2");
    }

    @Test
    void inOneWayModeTheSideIsTheDirection() {
        exchange.positions.add(position("-0.5"));

        assertThat(positions.open(BTC, PositionSide.SHORT)).isEqualTo(position("-0.5"));
        assertThat(positions.open(BTC, PositionSide.BOTH)).isEqualTo(position("-0.5"));
        assertThat(problem(() -> positions.open(BTC, PositionSide.LONG)).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 50})
    void setsALeverageThatTheSymbolAllows(int leverage) {
        exchange.maxLeverage = 50;

        assertThat(positions.setLeverage(BTC, leverage).leverage()).isEqualTo(leverage);
    }

    @ParameterizedTest
    @CsvSource({"0, 125", "-3, 125", "126, 125", "51, 50"})
    void refusesALeverageAndSaysTheMost(int leverage, int most) {
        exchange.maxLeverage = 50;

        assertThat(problem(() -> positions.setLeverage(BTC, leverage)).detail())
                .isEqualTo("leverage '%d' must be a whole number from 1 to %d".formatted(leverage, most));
        assertThat(exchange.settings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-4047, open orders", "-4048, an open position"})
    void aMarginTypeInUseIsAConflict(int code, String why) {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, code, "x", null, null));

        Problem problem = problem(() -> positions.setMarginType(BTC, MarginType.ISOLATED));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.detail()).contains(why);
    }

    @Test
    void anyOtherRefusalIsPassedOn() {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, -4168, "x", null, null));

        Assertions.assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> positions.setMarginType(BTC, MarginType.ISOLATED));
    }

    private static Problem problem(ThrowingCallable call) {
        ProblemException e = Assertions.catchThrowableOfType(ProblemException.class, call);
        return e.problem();
    }
}
