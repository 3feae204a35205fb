package dev.asterbridge.simulation;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.OrdersInSimulation;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.SignalsInSimulation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The code that is judged: orders and signals as one instance has them, on the ports of the simulation. */
final class Core {

    private final OrdersInSimulation orders;
    private final SignalsInSimulation signals;

    /** @param moved is told the symbols of orders that are seen to be filled, or ended */
    Core(Journal journal, ModelLine line, Clock clock, Consumer<Symbol> moved) {
        orders = new OrdersInSimulation(journal, line, line.positions, clock, moved);
        signals = new SignalsInSimulation(journal, line, line.positions, clock, orders);
    }

    Receipt accept(Alert alert) {
        return signals.intake().accept(alert, Duration.ZERO);
    }

    void answered(String id, boolean left) {
        signals.intake().answered(id, left);
    }

    Set<Symbol> underWay() {
        return signals.underWay();
    }

    Set<Symbol> atStart() {
        return signals.atStart();
    }

    Optional<Duration> step(Symbol symbol) {
        return signals.step(symbol);
    }

    void watch() {
        orders.look();
    }
}
