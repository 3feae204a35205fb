package dev.asterbridge.protection;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.OrdersOnFake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** Lets the tests of other rooms have a protector. */
public final class Protectors {

    private Protectors() {}

    public static Protector of(
            MarketReader market, ExchangeClock exchange, OrderService orders, Journal journal, Clock clock) {
        return new Protector(
                market,
                exchange,
                orders,
                OrdersOnFake.queries(),
                OrdersOnFake.holdings(),
                journal,
                clock,
                new SimpleMeterRegistry());
    }
}
