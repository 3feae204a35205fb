package dev.asterbridge.orders;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.symbols.SymbolBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;

/** Lets the tests of other rooms have this room's services on a fake exchange. */
public final class OrdersOnFake {

    private OrdersOnFake() {}

    public static SymbolSetup setup(FakeExchange exchange) {
        return setup(exchange, SymbolBook.EMPTY);
    }

    static SymbolSetup setup(FakeExchange exchange, SymbolBook book) {
        return new SymbolSetup(exchange, exchange, exchange, new TradingProperties(10, MarginType.CROSSED), book);
    }

    public static OrderService service(FakeExchange exchange, Journal journal, TestClock clock) {
        return service(exchange, journal, clock, SymbolBook.EMPTY);
    }

    public static OrderService service(FakeExchange exchange, Journal journal, TestClock clock, SymbolBook book) {
        return new OrderService(
                exchange,
                exchange.orderReader,
                exchange.exchangeClock(clock),
                setup(exchange, book),
                backing(exchange, journal, book),
                records(),
                queries(),
                tiedOrders(exchange, clock),
                journal,
                clock,
                new SimpleMeterRegistry());
    }

    public static OrderWatch watch(FakeExchange exchange, Journal journal, Clock clock) {
        return watch(exchange, journal, event -> {}, clock);
    }

    public static OrderWatch watch(
            FakeExchange exchange, Journal journal, ApplicationEventPublisher events, Clock clock) {
        return new OrderWatch(
                exchange.orderReader,
                records(),
                queries(),
                new FillRecords(),
                tiedOrders(exchange, clock),
                new MovedPositions(exchange, new HoldingRecords(), journal),
                journal,
                events,
                clock);
    }

    static OrderRecords records() {
        return new OrderRecords(new AttemptRecords(), new HoldingFills(new HoldingRecords()));
    }

    public static Backing backing(FakeExchange exchange, Journal journal, SymbolBook book) {
        return new Backing(setup(exchange, book), queries(), journal);
    }

    public static HoldingRecords holdings() {
        return new HoldingRecords();
    }

    public static OrderQueries queries() {
        return new OrderQueries(new AttemptRecords(), new FillRecords());
    }

    private static TiedOrders tiedOrders(FakeExchange exchange, Clock clock) {
        return new TiedOrders(records(), exchange.exchangeClock(clock));
    }

    public static OrderEnding ending(
            FakeExchange exchange, Journal journal, ApplicationEventPublisher events, TestClock clock) {
        return new OrderEnding(exchange.orderReader, service(exchange, journal, clock), queries(), journal, events);
    }

    /** Looks once at what rests and at what trades are missing. */
    public static void look(OrderWatch watch) {
        watch.look();
    }
}
