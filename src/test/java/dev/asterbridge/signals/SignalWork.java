package dev.asterbridge.signals;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.Backing;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.risk.RiskGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** What carries out signals, put together as in the service, on the ports that a test has. */
final class SignalWork {

    final Planning planning;
    final Verdicts verdicts;
    final SignalProcessor processor;
    final Previews previews;

    <L extends MarketReader & AccountReader> SignalWork(
            L line,
            PositionReader positions,
            ExchangeClock exchange,
            OrderPlanner planner,
            RiskGuard risk,
            OrderService orders,
            Backing backing,
            SignalRecords records,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        MarkPrices markPrices = new MarkPrices(line);
        OrderQueries queries = OrdersOnFake.queries();
        HoldingRecords holdings = OrdersOnFake.holdings();
        Holder holder = new Holder(positions, holdings, queries, journal, clock);
        Canceller canceller = new Canceller(orders, queries, journal);
        this.planning = new Planning(line, markPrices, line, holder, planner, backing);
        this.verdicts = new Verdicts(positions, exchange, clock, meters);
        Judging judging = new Judging(risk, queries, backing, markPrices, journal);
        Placing placing = new Placing(orders, queries, holdings, verdicts, exchange, journal);
        OrderStep step =
                new OrderStep(planning, judging, placing, canceller, verdicts, queries, exchange, journal, clock);
        this.processor =
                new SignalProcessor(step, canceller, verdicts, queries, OrdersOnFake.holdings(), records, journal);
        PeoplesReaders people = new PeoplesReaders(positions, line, null, line);
        this.previews =
                new Previews(people, planner, queries, holdings, backing, risk, canceller, records, exchange, journal);
    }
}
