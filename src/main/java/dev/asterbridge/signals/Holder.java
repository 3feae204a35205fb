package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.OrderService;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Says what a strategy holds. While nobody on the symbol has a name, that is what the account holds; else it is what its
 * own fills came to, and all of them together must be what the account holds.
 */
@Component
class Holder {

    private final PositionReader positions;
    private final OrderService orders;
    private final Journal journal;

    Holder(PositionReader positions, OrderService orders, Journal journal) {
        this.positions = positions;
        this.orders = orders;
        this.journal = journal;
    }

    /** @throws Unexplained when the account holds something else than its strategies do together */
    List<Held> held(Signal signal) {
        List<Position> held = positions.of(signal.symbol());
        List<Holding> holdings = journal.read(sql -> orders.holdings(sql, signal.symbol()));
        boolean named = !signal.strategy().isEmpty()
                || holdings.stream()
                        .anyMatch(it -> !it.strategy().isEmpty() && it.amount().signum() != 0);
        return held.stream()
                .map(position -> new Held(
                        position.positionSide(),
                        named ? ofStrategy(signal, position, holdings) : position.amount(),
                        position.amount()))
                .toList();
    }

    private static BigDecimal ofStrategy(Signal signal, Position position, List<Holding> holdings) {
        PositionSide side = position.positionSide();
        BigDecimal together =
                sum(holdings.stream().filter(it -> it.positionSide() == side).toList());
        if (together.compareTo(position.amount()) != 0) {
            throw new Unexplained("%s %s of %s is held, the strategies hold %s together"
                    .formatted(side, plain(position.amount()), signal.symbol(), plain(together)));
        }
        return sum(holdings.stream()
                .filter(it -> it.positionSide() == side && it.strategy().equals(signal.strategy()))
                .toList());
    }

    private static BigDecimal sum(List<Holding> holdings) {
        return holdings.stream().map(Holding::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
