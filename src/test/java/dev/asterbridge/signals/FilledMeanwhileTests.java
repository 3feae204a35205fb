package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.orders.OrdersOnFake;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An order that rests is filled, and that goes on record, while another one of the symbol is planned. */
class FilledMeanwhileTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private Lane lane;
    private int alerts;

    @Test
    void whatIsFilledAfterThePositionWasReadCountsAllTheSame() {
        SignalsOnFake signals = withOneAtRest("max_position_notional=1000");
        exchange.onBrackets = once(this::fill);

        String id = take(signals, OneLane.open("0.015").with(new MarginTerms(10, null)));

        assertThat(outcome(signals, id)).contains("RISK_LIMIT");
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void nothingIsCountedTwice() {
        SignalsOnFake signals = withOneAtRest("max_position_notional=1600");
        exchange.whileReading = once(this::fill);

        String id = take(signals, OneLane.open("0.015"));

        assertThat(outcome(signals, id)).contains("Executed");
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void whatEndsMeanwhileIsNotCountedAgainstIt() {
        SignalsOnFake signals = withOneAtRest("max_position_notional=1000");
        exchange.onBrackets = once(() -> {
            exchange.cancel(FakeExchange.BTC, exchange.placed().getFirst().clientOrderId());
            OrdersOnFake.look(OrdersOnFake.watch(exchange, journal, clock));
        });

        String id = take(signals, OneLane.open("0.015").with(new MarginTerms(10, null)));

        assertThat(outcome(signals, id)).contains("Executed");
    }

    private SignalsOnFake withOneAtRest(String limit) {
        SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, limit);
        lane = signals.lane(FakeExchange.BTC);
        exchange.limitsRest = true;
        String id = take(signals, OneLane.openAt("0.015", "49900"));
        assertThat(outcome(signals, id)).contains("Executed");
        return signals;
    }

    private void fill() {
        exchange.moveMark("49900");
        OrdersOnFake.look(OrdersOnFake.watch(exchange, journal, clock));
    }

    private Runnable once(Runnable what) {
        boolean[] done = {false};
        return () -> {
            if (!done[0]) {
                done[0] = true;
                what.run();
            }
        };
    }

    private String take(SignalsOnFake signals, Signal signal) {
        Alert alert = new Alert("/test", "1.2.3.4", "{\"n\":" + ++alerts + "}", null, null, false, signal);
        String id = journal.write(tx -> signals.records.take(tx, alert, clock.instant(), it -> true))
                .id();
        for (int i = 0; i < 80; i++) {
            Optional<Duration> due = lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                break;
            }
        }
        return id;
    }

    private String outcome(SignalsOnFake signals, String id) {
        return journal.read(sql -> signals.records.outcome(sql, id))
                .map(Object::toString)
                .orElse("none");
    }
}
