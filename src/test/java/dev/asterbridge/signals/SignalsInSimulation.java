package dev.asterbridge.signals;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.OrdersInSimulation;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Protectors;
import dev.asterbridge.risk.RiskOnFake;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lets the simulation have this room's door, and its lanes one step at a time. */
public final class SignalsInSimulation {

    private static final MeterRegistry METERS = new CompositeMeterRegistry();
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Journal journal;
    private final PositionReader positions;
    private final SignalRecords records;
    private final LaneParts parts;
    private final SignalIntake intake;
    private final Map<Symbol, Lane> lanes = new HashMap<>();

    public <L extends OrderReader & ExchangeClock & MarketReader & AccountReader> SignalsInSimulation(
            Journal journal, L line, PositionReader positions, Clock clock, OrdersInSimulation ordering) {
        OrderService orders = ordering.service();
        SignalProperties properties = new SignalProperties(
                SignalProperties.Rounding.DOWN,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                SignalProperties.OnDrift.ADOPT,
                SignalProperties.OnGap.FOLLOW,
                false);
        this.journal = journal;
        this.positions = positions;
        TargetRecords targets = new TargetRecords();
        this.records = new SignalRecords(properties, targets);
        LaneRecords laneRecords = new LaneRecords();
        SignalWork work = new SignalWork(
                line,
                positions,
                line,
                new OrderPlanner(properties.quantityRounding(), false),
                new RiskOnFake(journal, clock).guard,
                orders,
                ordering.backing(),
                records,
                journal,
                clock,
                METERS);
        Drift drift = new Drift(
                positions,
                line,
                OrdersOnFake.queries(),
                OrdersOnFake.holdings(),
                ordering.watch(),
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
                Protectors.of(line, line, orders, journal, clock),
                decisions,
                clock);
        this.intake = new SignalIntake(
                journal, records, new Lanes(parts, journal, records), decisions, work.previews, line, clock);
    }

    public SignalIntake intake() {
        return intake;
    }

    /** Symbols with something to do. */
    public Set<Symbol> underWay() {
        return journal.read(sql -> {
            Set<Symbol> symbols = new TreeSet<>(records.underWay(sql));
            symbols.addAll(parts.holdings().guarded(sql));
            return symbols;
        });
    }

    /** Symbols that are gone through at a start. */
    public Set<Symbol> atStart() {
        Set<Symbol> symbols = new TreeSet<>(underWay());
        symbols.addAll(journal.read(records::held));
        positions.open().stream().map(Position::symbol).forEach(symbols::add);
        return symbols;
    }

    /** One step of one lane, as its thread would do it. */
    public Optional<Duration> step(Symbol symbol) {
        try {
            return lanes.computeIfAbsent(symbol, key -> new Lane(key, parts)).step();
        } catch (LaneLost | JournalUnavailable e) {
            return Optional.of(AFTER_FAILURE);
        }
    }
}
