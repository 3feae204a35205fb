package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
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
