package dev.asterbridge.signals;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.orders.OrdersOnFake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Random;

/** Lets the tests of other rooms have this room's door on a fake exchange. */
public final class SignalsOnFake {

    private final Lanes lanes = new Lanes();
    private final SignalIntake intake;

    public SignalsOnFake(FakeExchange exchange) {
        SignalProcessor processor = new SignalProcessor(
                exchange,
                exchange,
                exchange,
                new OrderPlanner(SignalProperties.Rounding.DOWN),
                OrdersOnFake.service(exchange));
        TestClock clock = new TestClock();
        this.intake =
                new SignalIntake(lanes, processor, new SignalIds(clock, new Random(1)), new SimpleMeterRegistry());
    }

    public SignalIntake intake() {
        return intake;
    }

    public void stop() {
        lanes.stop();
    }
}
