package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a signal into the order it asks for; a pure function of the signal and the situation.
 *
 * <p>What makes a position larger never touches the opposite one, and what makes it smaller is reduce-only and never goes
 * past zero.
 */
class OrderPlanner {

    private final RuleFitting fitting;

    OrderPlanner(SignalProperties.Rounding rounding) {
        this.fitting = new RuleFitting(rounding);
    }

    Plan plan(Signal signal, Situation now, ClientOrderId id) {
        if (!now.rules().isTrading()) {
            return new Plan.Stop(Problem.badField(
                    "symbol",
                    signal.symbol().name(),
                    "cannot be traded now: its status at AsterDEX is %s, not TRADING"
                            .formatted(now.rules().status())));
        }
        return switch (signal.intent()) {
            case Signal.Open open -> open(signal, open, now, id);
            case Signal.Increase increase ->
                withPosition(signal, now, position -> increase(increase, position, now, id));
            case Signal.Decrease decrease ->
                withPosition(signal, now, position -> decrease(decrease, position, now, id));
            case Signal.Close ignored ->
                withPosition(signal, now, position -> fitting.fitExit(exit(position, id), now));
        };
    }

    private Plan open(Signal signal, Signal.Open open, Situation now, ClientOrderId id) {
        PositionSide meant = open.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        if (isDirected(signal) && signal.positionSide() != meant) {
            return new Plan.Stop(Problem.badField(
                    "position_side",
                    String.valueOf(signal.positionSide()),
                    "contradicts side %s: opening with %s makes a %s position"
                            .formatted(open.side(), open.side(), meant)));
        }
        boolean hedge = now.mode().get() == PositionMode.HEDGE;
        for (Position held : now.open()) {
            if (!hedge && held.direction() != open.side()) {
                return new Plan.Stop(Problem.conflict(
                        "OPPOSITE_POSITION_OPEN",
                        "%s is held %s; %s would reduce it instead of opening: close it first, or use decrease"
                                .formatted(signal.symbol(), describe(held), open.side())));
            }
        }
        PositionSide positionSide = hedge ? meant : PositionSide.BOTH;
        return fitting.fit(
                new Draft(id, open.side(), positionSide, open.quantity().value(), open.limit(), false), now);
    }

    private Plan increase(Signal.Increase increase, Position held, Situation now, ClientOrderId id) {
        if (increase.side() != null && increase.side() != held.direction()) {
            return new Plan.Stop(Problem.badField(
                    "side",
                    increase.side().name(),
                    "contradicts the position, which is %s: leave side out, or use decrease"
                            .formatted(describe(held))));
        }
        return fitting.fit(
                new Draft(
                        id,
                        held.direction(),
                        held.positionSide(),
                        increase.quantity().value(),
                        increase.limit(),
                        false),
                now);
    }

    private Plan decrease(Signal.Decrease decrease, Position held, Situation now, ClientOrderId id) {
        // Compared after rounding: a strategy that bought 0.575181 holds 0.575 and will want to sell 0.575181.
        BigDecimal rounded = now.rules().lot().floor(decrease.quantity().value());
        if (rounded.compareTo(held.size()) > 0) {
            return new Plan.Stop(Problem.badField(
                    "quantity",
                    decrease.quantity().toString(),
                    "is more than is held: the position is %s".formatted(describe(held))));
        }
        return fitting.fit(
                new Draft(
                        id,
                        held.direction().opposite(),
                        held.positionSide(),
                        decrease.quantity().value(),
                        decrease.limit(),
                        true),
                now);
    }

    private static Draft exit(Position held, ClientOrderId id) {
        return new Draft(id, held.direction().opposite(), held.positionSide(), held.size(), null, true);
    }

    private static Plan withPosition(Signal signal, Situation now, Function<Position, Plan> then) {
        List<Position> meant = now.open().stream()
                .filter(held -> held.isMeantBy(signal.positionSide()))
                .toList();
        if (meant.size() > 1) {
            return new Plan.Stop(Problem.badField(
                    "position_side",
                    null,
                    "is needed: %s is held both %s and %s; say LONG or SHORT"
                            .formatted(signal.symbol(), describe(meant.get(0)), describe(meant.get(1)))));
        }
        if (meant.isEmpty()) {
            return new Plan.Stop(Problem.notFound(
                    "POSITION_NOT_FOUND",
                    "No open %sposition on %s to %s"
                            .formatted(
                                    isDirected(signal) ? signal.positionSide() + " " : "",
                                    signal.symbol(),
                                    signal.intent().name())));
        }
        return then.apply(meant.getFirst());
    }

    private static boolean isDirected(Signal signal) {
        return signal.positionSide() != null && signal.positionSide() != PositionSide.BOTH;
    }

    private static String describe(Position held) {
        return (held.direction() == Side.BUY ? "LONG " : "SHORT ") + Decimals.plain(held.size());
    }
}
