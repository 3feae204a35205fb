package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.SymbolSettings;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.symbols.SymbolBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;

/** Lets the simulation have this room's services on ports of its own. */
public final class OrdersInSimulation {

    static final MeterRegistry METERS = new CompositeMeterRegistry();

    private final OrderService service;
    private final OrderWatch watch;
    private final Backing backing;

    public <L extends OrderEntry & OrderReader & ExchangeClock & MarketReader & SymbolSettings> OrdersInSimulation(
            Journal journal, L line, PositionReader positions, Clock clock, Consumer<Symbol> moved) {
        OrderRecords records = OrdersOnFake.records();
        TiedOrders tiedOrders = new TiedOrders(records, line);
        SymbolSetup setup =
                new SymbolSetup(line, line, positions, new TradingProperties(10, MarginType.CROSSED), SymbolBook.EMPTY);
        this.backing = new Backing(setup, OrdersOnFake.queries(), journal);
        this.service = new OrderService(
                line, line, line, setup, backing, records, OrdersOnFake.queries(), tiedOrders, journal, clock, METERS);
        this.watch = new OrderWatch(
                line,
                records,
                OrdersOnFake.queries(),
                new FillRecords(),
                tiedOrders,
                new MovedPositions(positions, new HoldingRecords(), journal),
                journal,
                event -> {
                    if (event instanceof OrderMoved it) {
                        moved.accept(it.symbol());
                    }
                },
                clock);
    }

    public OrderService service() {
        return service;
    }

    public Backing backing() {
        return backing;
    }

    public OrderWatch watch() {
        return watch;
    }

    public void look() {
        watch.look();
    }
}
