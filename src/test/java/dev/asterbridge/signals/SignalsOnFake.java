package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Protectors;
import dev.asterbridge.risk.RiskOnFake;
import dev.asterbridge.symbols.SymbolBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;

/** Lets the tests of other rooms have this room's door on a fake exchange. */
public final class SignalsOnFake {

    public final TestClock clock;
    public final FakeExchange exchange;
    public final Journal journal;

    final RiskOnFake risk;
    final SignalRecords records;
    final LaneParts parts;
    final Lanes lanes;
    final SignalIntake intake;

    public SignalsOnFake(FakeExchange exchange) {
        this(exchange, new TestClock(), null, SignalProperties.OnDrift.ADOPT);
    }

    /** @param limits as {@link RiskOnFake} takes them */
    SignalsOnFake(FakeExchange exchange, TestClock clock, Journal given, String... limits) {
        this(exchange, clock, given, SignalProperties.OnDrift.ADOPT, SignalProperties.OnGap.FOLLOW, limits);
    }

    SignalsOnFake(FakeExchange exchange, TestClock clock, Journal given, SignalProperties.OnDrift onDrift) {
        this(exchange, clock, given, onDrift, SignalProperties.OnGap.FOLLOW);
    }

    SignalsOnFake(
            FakeExchange exchange,
            TestClock clock,
            Journal given,
            SignalProperties.OnDrift onDrift,
            SignalProperties.OnGap onGap,
            String... limits) {
        this(exchange, clock, given, onDrift, onGap, SymbolBook.EMPTY, limits);
    }

    SignalsOnFake(FakeExchange exchange, TestClock clock, Journal given, SymbolBook book, String... limits) {
        this(exchange, clock, given, SignalProperties.OnDrift.ADOPT, SignalProperties.OnGap.FOLLOW, book, limits);
    }

    private static SignalProperties properties(
            SignalProperties.OnDrift onDrift, SignalProperties.OnGap onGap, boolean exchangeExits) {
        return new SignalProperties(
                SignalProperties.Rounding.DOWN,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                onDrift,
                onGap,
                exchangeExits);
    }

    static SignalRecords records() {
        return new SignalRecords(
                properties(SignalProperties.OnDrift.ADOPT, SignalProperties.OnGap.FOLLOW, false), new TargetRecords());
    }

    private SignalsOnFake(
            FakeExchange exchange,
            TestClock clock,
            Journal given,
            SignalProperties.OnDrift onDrift,
            SignalProperties.OnGap onGap,
            SymbolBook book,
            String... limits) {
        this.exchange = exchange;
        exchange.clock = clock;
        this.clock = clock;
        this.journal = given == null ? new JournalInMemory(clock) : given;
        SignalProperties properties = properties(onDrift, onGap, exchange.tiesExits);
        ExchangeClock exchangeClock = exchange.exchangeClock(clock);
        OrderService orders = OrdersOnFake.service(exchange, journal, clock, book);
        TargetRecords targets = new TargetRecords();
        this.records = new SignalRecords(properties, targets);
        LaneRecords laneRecords = new LaneRecords();
        this.risk = new RiskOnFake(journal, clock, limits);
        SignalWork work = new SignalWork(
                exchange,
                exchange,
                exchangeClock,
                new OrderPlanner(SignalProperties.Rounding.DOWN, properties.exchangeExits()),
                risk.guard,
                orders,
                OrdersOnFake.backing(exchange, journal, book),
                records,
                journal,
                clock,
                new SimpleMeterRegistry());
        Drift drift = new Drift(
                exchange,
                exchange.orderReader,
                OrdersOnFake.queries(),
                OrdersOnFake.holdings(),
                OrdersOnFake.watch(exchange, journal, clock),
                laneRecords,
                journal,
                properties,
                clock);
        Decisions decisions = new Decisions(journal, records);
        this.parts = new LaneParts(
                journal,
                records,
                laneRecords,
                targets,
                properties,
                orders,
                OrdersOnFake.queries(),
                OrdersOnFake.holdings(),
                work.processor,
                work.planning,
                work.verdicts,
                drift,
                Protectors.of(exchange, exchangeClock, orders, journal, clock),
                decisions,
                clock);
        this.lanes = new Lanes(parts, journal, records);
        this.intake = new SignalIntake(journal, records, lanes, decisions, work.previews, exchangeClock, clock);
    }

    /** The door, with the lanes open behind it. */
    public SignalIntake intake() {
        lanes.open();
        return intake;
    }

    /** Lets a position be held that the journal explains. */
    public void hold(String amount, PositionSide side) {
        exchange.positions.add(FakeExchange.position(amount, side));
        journal.write(tx -> {
            parts.holdings().adopt(tx, FakeExchange.BTC, side, new BigDecimal(amount));
            return side;
        });
    }

    public void hold(String amount) {
        hold(amount, PositionSide.BOTH);
    }

    /** A lane of its own, to be stepped by hand. */
    Lane lane(Symbol symbol) {
        return new Lane(symbol, parts);
    }

    public void stop() {
        lanes.stop();
    }
}
