package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.risk.Halt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What would add to a position passes the limits; what takes away always passes. The fake exchange's mark price is 50000. */
class LimitsTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private int alerts;

    @Test
    void anOrderBeyondALimitIsRefusedAndAnExitIsNot() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_order_notional=1000");
        signals.hold("0.5");

        assertThat(verdict(signals, OneLane.open("0.021"))).isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(signals, OneLane.open("0.02"))).isEqualTo("executed");
        assertThat(verdict(signals, OneLane.close())).isEqualTo("executed");
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void aPositionGrowsUpToItsLimitAndNotBeyond() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_position_notional=1000");

        assertThat(verdict(signals, OneLane.open("0.015"))).isEqualTo("executed");
        assertThat(verdict(signals, OneLane.open("0.006"))).isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(signals, OneLane.open("0.005"))).isEqualTo("executed");
    }

    @Test
    void anOrderThatWaitsForAPriceIsWorthThatPriceAndNotFarFromTheMarket() {
        OrderTerms far = OrderTerms.parse("STOP 500000 MARK_PRICE");
        Signal stop = new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.01"), Entry.of(far)));

        assertThat(verdict(new SignalsOnFake(exchange, clock, journal, "max_order_notional=1000"), stop))
                .isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(new SignalsOnFake(exchange, clock, journal, "max_price_deviation=5%"), stop))
                .isEqualTo("refused RISK_LIMIT");
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void ordersOfAMinuteAreCountedWhereTheyGoOnRecord() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_orders_per_minute=2");

        assertThat(verdict(signals, OneLane.open("0.01"))).isEqualTo("executed");
        assertThat(verdict(signals, OneLane.open("0.01"))).isEqualTo("executed");
        assertThat(verdict(signals, OneLane.open("0.01"))).isEqualTo("refused RISK_LIMIT");
        clock.advance(Duration.ofSeconds(61));
        assertThat(verdict(signals, OneLane.open("0.01"))).isEqualTo("executed");
    }

    @Test
    void aTargetBeyondALimitTakesAwayWhatItCan() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_position_notional=1000");
        signals.hold("0.01");

        String id = take(signals, new Signal(BTC, null, Wishes.target("-0.05", "0.01")));
        run(signals);

        assertThat(held()).isEqualByComparingTo("0");
        assertThat(((SignalOutcome.Executed) outcome(signals, id).orElseThrow()).message())
                .contains("no more:", "position");
    }

    @Test
    void aStrategyGetsOutWhateverOthersHoldTheOtherWay() {
        SignalsOnFake signals =
                new SignalsOnFake(exchange, clock, journal, "max_position_notional=1000", "max_orders_per_minute=2");
        assertThat(verdict(signals, of("a", Wishes.target("0.02", null)))).isEqualTo("executed");
        assertThat(verdict(signals, of("b", Wishes.target("-0.02", null)))).isEqualTo("executed");
        assertThat(held()).isEqualByComparingTo("0");
        exchange.settings.clear();
        signals.risk.trading.halt(Halt.Scope.ACCOUNT, "news", "somebody");
        signals.risk.trading.halt(Halt.Scope.of(BTC), "news", "somebody");
        MarginTerms asked = new MarginTerms(7, MarginType.ISOLATED);

        assertThat(verdict(signals, new Signal(BTC, "a", null, Wishes.target("0.01", null), asked, null)))
                .isEqualTo("executed");
        assertThat(held()).isEqualByComparingTo("-0.01");
        assertThat(verdict(signals, new Signal(BTC, "a", null, Wishes.target("0", null), asked, null)))
                .isEqualTo("executed");
        assertThat(held()).isEqualByComparingTo("-0.02");
        assertThat(exchange.settings).as("set for an exit").isEmpty();
        assertThat(verdict(signals, of("b", Wishes.target("-0.03", null)))).isEqualTo("refused TRADING_HALTED");
        assertThat(verdict(signals, new Signal(BTC, "b", null, new Signal.Close(), asked, null)))
                .isEqualTo("executed");
        assertThat(held()).isEqualByComparingTo("0");
    }

    @Test
    void theEndOfAStrategysShareAsksForNoLeverageUnlessItRests() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal);
        exchange.limitsRest = true;
        verdict(signals, of("a", Wishes.target("0.02", null)));
        verdict(signals, of("b", Wishes.target("-0.01", null)));
        MarginTerms asked = new MarginTerms(7, MarginType.ISOLATED);
        Entry resting = Entry.of(OrderTerms.parse("LIMIT 49000 GTC"));
        Signal.Target half = new Signal.Target(new BigDecimal("-0.005"), null, resting);

        assertThat(verdict(signals, new Signal(BTC, "b", null, half, asked, null)))
                .isEqualTo("refused LEVERAGE_IN_USE");
        assertThat(verdict(signals, new Signal(BTC, "b", null, new Signal.Close(), asked, null)))
                .isEqualTo("executed");
    }

    @Test
    void whatIsHeldTheOtherWayMakesNoRoom() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_position_notional=1000");

        assertThat(verdict(signals, of("a", Wishes.target("0.02", null)))).isEqualTo("executed");
        assertThat(verdict(signals, of("b", Wishes.target("-0.02", null)))).isEqualTo("executed");
        assertThat(verdict(signals, of("a", Wishes.target("0.021", null)))).isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(signals, of("c", Wishes.target("-0.001", null)))).isEqualTo("refused RISK_LIMIT");
        assertThat(held()).isEqualByComparingTo("0");
    }

    @Test
    void whatRestsIsNotLetThroughAsWhatATargetTakesAway() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_position_notional=1000");
        exchange.limitsRest = true;
        verdict(signals, of("a", Wishes.target("0.02", null)));
        verdict(signals, of("b", Wishes.target("-0.02", null)));
        Entry resting = Entry.of(OrderTerms.parse("LIMIT 50001 GTC"));
        Signal half = of("a", new Signal.Target(new BigDecimal("0.01"), null, resting));

        assertThat(signals.intake().preview(alert(half)).problem().error()).isEqualTo("RISK_LIMIT");
        assertThat(verdict(signals, half)).isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(signals, of("a", new Signal.Close()))).isEqualTo("executed");
        exchange.moveMark("50001");

        assertThat(held()).isEqualByComparingTo("-0.02");
    }

    private static Signal of(String strategy, Signal.Intent intent) {
        return new Signal(BTC, strategy, null, intent);
    }

    @Test
    void aPreviewSaysWhatTheLimitsSay() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_order_notional=100");

        assertThat(signals.intake()
                        .preview(alert(OneLane.open("0.01")))
                        .problem()
                        .error())
                .isEqualTo("RISK_LIMIT");
    }

    @Test
    void whatCannotBeComputedIsNotOpenedUntilItCan() {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, "max_leverage=20");
        exchange.onBrackets = () -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };
        String id = take(signals, OneLane.open("0.01"));
        run(signals);
        assertThat(outcome(signals, id)).isEmpty();
        assertThat(exchange.placed()).isEmpty();

        exchange.onBrackets = () -> {};
        clock.advance(Duration.ofSeconds(2));
        run(signals);
        assertThat(exchange.placed()).hasSize(1);
    }

    private String verdict(SignalsOnFake signals, Signal signal) {
        String id = take(signals, signal);
        run(signals);
        return switch (outcome(signals, id).orElseThrow()) {
            case SignalOutcome.Executed ignored -> "executed";
            case SignalOutcome.Refused refused -> "refused " + refused.problem().error();
            case SignalOutcome.Pending ignored -> "pending";
        };
    }

    private Optional<SignalOutcome> outcome(SignalsOnFake signals, String id) {
        return journal.read(sql -> signals.records.outcome(sql, id));
    }

    private String take(SignalsOnFake signals, Signal signal) {
        return journal.write(tx -> signals.records.take(tx, alert(signal), clock.instant(), id -> true))
                .id();
    }

    private Alert alert(Signal signal) {
        return new Alert("/test", "1.2.3.4", "{\"n\":" + ++alerts + "}", null, null, false, signal);
    }

    private void run(SignalsOnFake signals) {
        Lane lane = signals.lane(BTC);
        for (int i = 0; i < 40; i++) {
            Optional<Duration> due = lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                return;
            }
        }
    }

    private BigDecimal held() {
        return exchange.positions.stream().map(it -> it.amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
