package dev.asterbridge.orders;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Lets the tests of other rooms have this room's services on a fake exchange. */
public final class OrdersOnFake {

    private OrdersOnFake() {}

    public static SymbolSetup setup(FakeExchange exchange) {
        return new SymbolSetup(exchange, exchange, exchange, new TradingProperties(10, MarginType.CROSSED));
    }

    public static OrderService service(FakeExchange exchange) {
        TestClock clock = new TestClock();
        OrderReader reader = exchange.orderReader;
        return new OrderService(
                exchange,
                new UnknownOrderResolver(reader, clock, clock::advance),
                setup(exchange),
                new TradedSymbols(),
                clock,
                new SimpleMeterRegistry());
    }
}
