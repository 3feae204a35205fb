package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.signals.SignalProperties.OnDrift;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exchange shows of a position what it was a moment ago. */
class LaggingPositionTests {

    private static final Duration MOMENT = Duration.ofMillis(200);

    private OneLane one = new OneLane();
    private List<Position> real = List.of();

    @Test
    void aTargetThatComesBeforeThePositionIsShownIsReachedFromThere() {
        fill(new Signal(BTC, null, Wishes.target("0.01", "0")), "0");

        String next = one.take(new Signal(BTC, null, Wishes.target("0.02", "0.01")));
        one.run();
        assertThat(one.sent()).containsExactly("BUY 0.01");
        showAfter(Duration.ofSeconds(1));

        assertThat(one.sent()).containsExactly("BUY 0.01", "BUY 0.01");
        assertThat(one.verdict(next)).isEqualTo("executed");
        assertThat(one.held()).isEqualTo("0.020");
    }

    @Test
    void aCloseFindsWhatIsNotShownYet() {
        fill(OneLane.open("0.01"), "0");

        String close = one.take(OneLane.close());
        one.run();
        assertThat(one.outcome(close)).isNull();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(close)).isEqualTo("executed");
        assertThat(one.held()).isEqualTo("0");
    }

    @Test
    void soDoesAnEndOfAllThatTheAccountHolds() {
        fill(OneLane.open("0.01"), "0");

        String flatten = one.take(new Signal(BTC, null, new Signal.Close(true)));
        one.run();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(flatten)).isEqualTo("executed");
        assertThat(one.held()).isEqualTo("0");
    }

    @Test
    void whatWasClosedIsNotInTheWayOfTheOtherSide() {
        one.hold("0.01");
        fill(OneLane.close(), "0.01");

        String next = one.take(new Signal(BTC, null, Wishes.target("-0.01", "0")));
        one.run();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(next)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("SELL 0.01", "SELL 0.01");
        assertThat(one.held()).isEqualTo("-0.010");
    }

    @Test
    void onOneSideOfTwoAsWell() {
        one.exchange.mode = PositionMode.HEDGE;
        one.exchange.positions.add(position("0", PositionSide.LONG));
        one.exchange.positions.add(position("-0.03", PositionSide.SHORT));
        one.pass(Duration.ofSeconds(5));
        fill(OneLane.open("0.01"), List.of(position("0", PositionSide.LONG), position("-0.03", PositionSide.SHORT)));

        String close = one.take(new Signal(BTC, PositionSide.LONG, new Signal.Close()));
        one.run();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(close)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("BUY 0.01", "SELL 0.01");
    }

    @Test
    void whatIsShownForThreeSecondsIsBelieved() {
        fill(OneLane.open("0.01"), "0");

        String close = one.take(OneLane.close());
        one.pass(Duration.ofSeconds(3));

        assertThat(one.verdict(close)).isEqualTo("refused POSITION_NOT_FOUND");
        assertThat(one.journal.recorded).anyMatch(event -> event.contains("drift_adopted"));
    }

    @Test
    void anExitOfAFrozenSymbolWaitsForItOnlySoLong() {
        fill(OneLane.open("0.01"), "0");
        one.frozen("a person has to look");

        String close = one.take(OneLane.close());
        one.run();
        assertThat(one.outcome(close)).isNull();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(close)).isEqualTo("executed");
        assertThat(one.held()).isEqualTo("0");
    }

    @Test
    void ofAFrozenSymbolIsTakenWhatIsShownInTheEnd() {
        one = new OneLane(OnDrift.FREEZE);
        fill(OneLane.open("0.01"), "0.004");
        one.frozen("a person has to look");

        String close = one.take(OneLane.close());
        one.pass(Duration.ofSeconds(4));

        assertThat(one.verdict(close)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("BUY 0.01", "SELL 0.004");
    }

    @Test
    void whatIsTradedByHandIsTakenAsItIsWithoutALook() {
        fill(OneLane.open("0.01"), "0.01");
        one.clock.advance(Duration.ofSeconds(10));
        one.exchange.positions.clear();
        one.exchange.positions.add(position("0.03"));

        String close = one.take(OneLane.close());
        one.run();

        assertThat(one.verdict(close)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("BUY 0.01", "SELL 0.03");
    }

    @Test
    void handsThatTradeAllTheTimeKeepNoExit() {
        fill(OneLane.open("0.01"), "0.01");
        one.exchange.whileReading = () -> {
            BigDecimal held = one.exchange.positions.getFirst().amount();
            one.exchange.positions.clear();
            one.exchange.positions.add(
                    position(held.add(new BigDecimal("0.001")).toPlainString()));
        };

        String close = one.take(OneLane.close());
        one.pass(Duration.ofSeconds(8));

        assertThat(one.verdict(close)).isEqualTo("executed");
    }

    @Test
    void noAnswerIsNotAFlatPosition() {
        fill(OneLane.open("0.01"), "0.01");
        one.clock.advance(Duration.ofSeconds(10));
        hide(List.of());

        String next = one.take(new Signal(BTC, null, Wishes.target("0.02", "0.01")));
        one.run();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(next)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("BUY 0.01", "BUY 0.01");
    }

    @Test
    void norIsItForAStrategyWithAName() {
        fill(new Signal(BTC, "a", null, Wishes.target("0.01", "0")), "0.01");
        one.clock.advance(Duration.ofSeconds(10));
        hide(List.of());

        String next = one.take(new Signal(BTC, "a", null, Wishes.target("0.02", "0.01")));
        one.run();
        showAfter(Duration.ofSeconds(1));

        assertThat(one.verdict(next)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("BUY 0.01", "BUY 0.01");
    }

    @Test
    void nobodyIsAskedTwiceWhereAllAgrees() {
        fill(OneLane.open("0.01"), "0.01");
        int[] reads = {0};
        one.exchange.whileReading = () -> reads[0]++;

        one.take(new Signal(BTC, null, Wishes.target("0.01", "0.01")));
        one.run();

        assertThat(reads[0]).isEqualTo(1);
    }

    private void fill(Signal signal, String shown) {
        fill(signal, List.of(position(shown)));
    }

    /** Carries it out; soon after, the exchange still shows that. */
    private void fill(Signal signal, List<Position> shown) {
        String id = one.take(signal);
        one.run();
        assertThat(one.verdict(id)).isEqualTo("executed");
        one.clock.advance(MOMENT);
        hide(shown);
    }

    private void hide(List<Position> shown) {
        real = new ArrayList<>(one.exchange.positions);
        one.exchange.positions.clear();
        one.exchange.positions.addAll(shown);
    }

    /** The exchange shows what is so after that time. */
    private void showAfter(Duration time) {
        one.clock.advance(time);
        one.exchange.positions.clear();
        one.exchange.positions.addAll(real);
        one.pass(Duration.ofSeconds(3));
    }
}
