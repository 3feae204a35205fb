package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.symbols.SymbolBook;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a symbol is backed before an order; the default is 10x CROSSED. */
class SymbolSetupTests {

    private static final MarginTerms ISOLATED_20 = new MarginTerms(20, MarginType.ISOLATED);
    private static final MarginTerms LEVERAGE_20 = new MarginTerms(20, null);

    private final FakeExchange exchange = new FakeExchange();
    private SymbolSetup setup = OrdersOnFake.setup(exchange);
    private boolean rests;

    @Test
    void theDefaultIsSetOnce() {
        apply(MarginTerms.NONE);
        apply(MarginTerms.NONE);

        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 10");
    }

    @Test
    void onlyTheDefaultIsLoweredToWhatTheSymbolAllows() {
        exchange.maxLeverage = 5;

        apply(MarginTerms.NONE);

        assertThat(exchange.settings).endsWith("leverage BTCUSDT 5");
        assertThat(setup.leverage(BTC, MarginTerms.NONE, () -> rests)).isEqualTo(5);
    }

    @Test
    void whatTheBookSaysGoesBeforeTheDefault() {
        withBook(ISOLATED_20);

        assertThat(leverage(MarginTerms.NONE)).isEqualTo(20);
        apply(MarginTerms.NONE);

        assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED", "leverage BTCUSDT 20");
    }

    @Test
    void whatTheBookDoesNotSayIsTheDefault() {
        withBook(new MarginTerms(null, MarginType.ISOLATED));

        apply(MarginTerms.NONE);

        assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED", "leverage BTCUSDT 10");
    }

    @Test
    void aLeverageOfTheBookThatIsTooHighIsNotLowered() {
        withBook(LEVERAGE_20);
        exchange.maxLeverage = 15;

        assertThat(obstacle(MarginTerms.NONE))
                .isEqualTo(Problem.of(
                        422,
                        "LEVERAGE_TOO_HIGH",
                        "The file of symbols (SYMBOLS_FILE) says leverage 20 for BTCUSDT; it must be at most 15"));
        assertThat(refused(MarginTerms.NONE).error()).isEqualTo("LEVERAGE_TOO_HIGH");
        assertThat(exchange.settings).isEmpty();
        assertThat(obstacle(new MarginTerms(15, null))).isNull();
    }

    @Test
    void whatWasSetByHandGoesBeforeTheBook() {
        withBook(ISOLATED_20);
        exchange.maxLeverage = 15;
        setup.setLeverage(BTC, 7);
        setup.setMarginType(BTC, MarginType.CROSSED);

        assertThat(obstacle(MarginTerms.NONE)).isNull();
        apply(MarginTerms.NONE);

        assertThat(exchange.settings).containsExactly("leverage BTCUSDT 7", "margin BTCUSDT CROSSED");
    }

    @Test
    void whatAnAlertAsksForGoesBeforeAllAndIsNotLeftForTheNext() {
        withBook(new MarginTerms(5, null));
        setup.setLeverage(BTC, 7);

        assertThat(leverage(ISOLATED_20)).isEqualTo(20);
        apply(ISOLATED_20);
        assertThat(leverage(MarginTerms.NONE)).isEqualTo(7);
        apply(MarginTerms.NONE);

        assertThat(exchange.settings)
                .containsExactly(
                        "leverage BTCUSDT 7",
                        "margin BTCUSDT ISOLATED",
                        "leverage BTCUSDT 20",
                        "margin BTCUSDT CROSSED",
                        "leverage BTCUSDT 7");
    }

    @Test
    void whatIsSoAlreadyIsNotSetAgain() {
        exchange.positions.add(position("0"));

        apply(new MarginTerms(10, MarginType.CROSSED));

        assertThat(exchange.settings).isEmpty();
        assertThat(obstacle(new MarginTerms(10, MarginType.CROSSED))).isNull();
    }

    @Test
    void whatAnAlertDoesNotAskForIsWhatStands() {
        apply(LEVERAGE_20);
        apply(new MarginTerms(null, MarginType.ISOLATED));

        assertThat(exchange.settings)
                .containsExactly(
                        "margin BTCUSDT CROSSED",
                        "leverage BTCUSDT 20",
                        "margin BTCUSDT ISOLATED",
                        "leverage BTCUSDT 10");
    }

    @Test
    void aLeverageThatTheSymbolDoesNotAllowIsRefusedWithWhatWouldBeRight() {
        exchange.maxLeverage = 15;

        assertThat(obstacle(LEVERAGE_20).detail())
                .isEqualTo("leverage '20' must be a whole number from 1 to 15, which is the most on BTCUSDT");
        assertThat(refused(LEVERAGE_20)).isEqualTo(obstacle(LEVERAGE_20));
        assertThat(exchange.settings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20,       , LEVERAGE_IN_USE",
        "20, CROSSED, LEVERAGE_IN_USE",
        "20, ISOLATED, LEVERAGE_IN_USE",
        "10, ISOLATED, MARGIN_TYPE_IN_USE",
        ",   ISOLATED, MARGIN_TYPE_IN_USE",
        "10, CROSSED, ",
        ",   CROSSED, ",
        "10,       , ",
        ",         , "
    })
    void nothingIsChangedUnderAPosition(Integer leverage, MarginType marginType, String error) {
        MarginTerms asked = new MarginTerms(leverage, marginType);
        exchange.positions.add(position("0.5"));

        Problem obstacle = obstacle(asked);

        assertThat(obstacle == null ? null : obstacle.error()).isEqualTo(error);
        if (error == null) {
            apply(asked);
        } else {
            assertThat(obstacle.status()).isEqualTo(409);
            assertThat(refused(asked)).isEqualTo(obstacle);
        }
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void saysHowThePositionIsBackedAndWhatToDo() {
        exchange.positions.add(position("0.5"));

        assertThat(obstacle(ISOLATED_20).detail())
                .isEqualTo(
                        "The alert asks for 20x ISOLATED; BTCUSDT is traded with 10x CROSSED, which is not changed while"
                                + " a position is open there: close it first, or leave it out");
    }

    @Test
    void theOtherSideOfAHedgeCountsToo() {
        exchange.positions.add(position("0", PositionSide.LONG));
        exchange.positions.add(position("-0.5", PositionSide.SHORT));

        assertThat(obstacle(LEVERAGE_20).error()).isEqualTo("LEVERAGE_IN_USE");
        assertThat(leverage(MarginTerms.NONE)).isEqualTo(10);
    }

    @Test
    void nothingIsChangedUnderAnOrderThatRests() {
        exchange.positions.add(position("0"));
        rests = true;

        assertThat(obstacle(LEVERAGE_20).detail())
                .isEqualTo(
                        "The alert asks for 20x; BTCUSDT is traded with 10x CROSSED, which is not changed while an order"
                                + " rests there: wait for it, cancel it, or leave it out");
        assertThat(refused(LEVERAGE_20).error()).isEqualTo("LEVERAGE_IN_USE");
        assertThat(obstacle(new MarginTerms(10, null))).isNull();
        apply(MarginTerms.NONE);
        assertThat(exchange.settings).isEmpty();

        rests = false;
        apply(LEVERAGE_20);
        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 20");
        rests = true;
        assertThat(leverage(MarginTerms.NONE)).isEqualTo(20);
    }

    @Test
    void whatIsHeldDecidesWithWhichLeverageIsAddedToIt() {
        withBook(LEVERAGE_20);
        exchange.positions.add(position("0.5"));

        assertThat(leverage(MarginTerms.NONE)).isEqualTo(10);
    }

    @Test
    void askingChangesNothing() {
        leverage(MarginTerms.NONE);
        leverage(ISOLATED_20);
        obstacle(ISOLATED_20);

        assertThat(exchange.settings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-4047", "-4048"})
    void aMarginTypeThatTheExchangeKeepsIsAnObstacleOnlyToAnAlertThatAsksForIt(int code) {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, code, "x", null, null));
        exchange.positions.add(position("0"));

        assertThat(refused(ISOLATED_20).error()).isEqualTo("MARGIN_TYPE_IN_USE");
        apply(LEVERAGE_20);

        assertThat(exchange.settings)
                .containsExactly("margin BTCUSDT ISOLATED", "margin BTCUSDT CROSSED", "leverage BTCUSDT 20");
    }

    @Test
    void anyOtherRefusalKeepsTheOrderFromBeingSent() {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, -4168, "x", null, null));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> apply(ISOLATED_20));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> apply(MarginTerms.NONE));

        exchange.refusedSettings.clear();
        exchange.refusedSettings.put("leverage", new Refusal(Refusal.Reason.TOO_SLOW, null, "x", null, null));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> apply(ISOLATED_20));
    }

    @Test
    void whatMayHaveBeenChangedIsSetAnew() {
        apply(MarginTerms.NONE);
        exchange.refusedSettings.put("leverage", new Refusal(Refusal.Reason.TOO_SLOW, null, "x", null, null));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> apply(LEVERAGE_20));
        exchange.refusedSettings.clear();
        exchange.settings.clear();

        apply(MarginTerms.NONE);

        assertThat(exchange.settings).containsExactly("leverage BTCUSDT 10");
    }

    private void withBook(MarginTerms terms) {
        setup = OrdersOnFake.setup(exchange, new SymbolBook(Map.of(BTC, terms), Map.of()));
    }

    private void apply(MarginTerms asked) {
        setup.apply(BTC, asked, () -> rests);
    }

    private int leverage(MarginTerms asked) {
        return setup.leverage(BTC, asked, () -> rests);
    }

    private Problem obstacle(MarginTerms asked) {
        return setup.obstacle(BTC, asked, () -> rests).orElse(null);
    }

    private Problem refused(MarginTerms asked) {
        return Assertions.catchThrowableOfType(ProblemException.class, () -> apply(asked))
                .problem();
    }
}
