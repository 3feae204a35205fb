package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.problems.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/**
 * What is said of a signal in the end, and in which words: to its sender, in the figures and in the log. What the exchange
 * does not want is a verdict; what did not get through is none.
 */
@Component
class Verdicts {

    private static final Logger log = LoggerFactory.getLogger(Verdicts.class);

    private final PositionReader positions;
    private final ExchangeClock exchange;
    private final Clock clock;
    private final MeterRegistry meters;

    Verdicts(PositionReader positions, ExchangeClock exchange, Clock clock, MeterRegistry meters) {
        this.positions = positions;
        this.exchange = exchange;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * The verdict by the order that counts.
     *
     * @param adjusted what was changed to fit the rules, by field
     * @param note what to add to the sentence; empty where there is nothing
     */
    Progress.Decided finish(Signal signal, Order order, Map<String, Adjustment> adjusted, String note) {
        if (order.status().isFinal() && order.executedQuantity().signum() == 0) {
            return refuse(Problem.of(422, "ORDER_NOT_FILLED", Unfilled.sentence(signal, order)));
        }
        return new Progress.Decided(
                Verdict.EXECUTED, new SignalOutcome.Executed(message(signal, order) + note, order, null, adjusted));
    }

    /** The same with what is held now, as far as that can be read. */
    Progress.Decided withPosition(Signal signal, Progress.Decided decided) {
        return decided.outcome() instanceof SignalOutcome.Executed it && it.order() != null
                ? new Progress.Decided(
                        decided.verdict(),
                        new SignalOutcome.Executed(
                                it.message(),
                                it.order(),
                                position(signal, it.order().positionSide()),
                                it.adjusted()),
                        decided.ends())
                : decided;
    }

    /** The verdict where no order was needed. */
    static Progress asItIs(Signal signal, Plan.Done done) {
        String message = signal.intent().name() + " " + done.message();
        return new Progress.Decided(Verdict.EXECUTED, new SignalOutcome.Executed(message, null, null, done.adjusted()))
                .with(done.ends());
    }

    static Progress.Decided refuse(Problem problem) {
        return new Progress.Decided(Verdict.REFUSED, new SignalOutcome.Refused(problem));
    }

    /** What the exchange does not want is over; what did not get through is tried again, an exit in any case. */
    static Progress later(Signal signal, Turn turn, Refusal refusal) {
        return switch (refusal.reason()) {
            case REFUSED -> turn.early() ? new Progress.InTurn() : refuse(Problem.of(refusal));
            case NOT_AUTHORISED ->
                signal.opens() ? refuse(Problem.of(refusal)) : new Progress.Later(refusal.toString(), null);
            case CLOCK, RATE_LIMITED, UNREACHABLE, TOO_SLOW ->
                new Progress.Later(refusal.toString(), refusal.retryAfter());
        };
    }

    boolean isExpired(Waiting signal) {
        return exchange.now().isAfter(signal.expiresAt());
    }

    /** @param placed what was ordered for it */
    static Progress.Decided expired(Waiting signal, Turn turn, List<PlacedOrder> placed) {
        String done = placed.isEmpty()
                ? "nothing was ordered"
                : isFilled(placed) ? "only a part of it was executed" : "nothing of it was executed";
        String untold = placed.isEmpty()
                ? "others came first"
                : isFilled(placed) ? "it took until now" : "it took until now to prove that nothing was executed";
        String why = turn.delayedBy() == null ? untold : turn.delayedBy();
        return new Progress.Decided(
                Verdict.EXPIRED,
                new SignalOutcome.Refused(Problem.of(
                        422,
                        "SIGNAL_EXPIRED",
                        "Not done in time, and %s: it was worth something until %s; %s"
                                .formatted(done, signal.expiresAt(), why))));
    }

    private static boolean isFilled(List<PlacedOrder> placed) {
        return placed.stream()
                .flatMap(order -> Stream.ofNullable(order.seen()))
                .anyMatch(seen -> seen.executedQuantity().signum() > 0);
    }

    /** The verdict on a target that the strategy itself has replaced. */
    static Progress.Decided superseded(Waiting signal, String byId) {
        return new Progress.Decided(
                Verdict.SUPERSEDED,
                new SignalOutcome.Refused(Problem.conflict(
                        "SUPERSEDED",
                        "The strategy has said something newer since, signal %s; %s is not ordered any more"
                                .formatted(byId, signal.signal().intent()))));
    }

    /** The verdict on a signal that a later exit made pointless. */
    static Progress.Decided superseded(Waiting exit) {
        return new Progress.Decided(
                Verdict.SUPERSEDED,
                new SignalOutcome.Refused(Problem.conflict(
                        "SUPERSEDED",
                        "A later close of the same symbol, signal %s, was carried out first".formatted(exit.id()))));
    }

    /** Why a signal may not open anything on a symbol that was frozen. */
    static Problem frozen(Signal signal, String why) {
        return Problem.conflict(
                "SYMBOL_FROZEN",
                "Nothing new is opened on %s: %s. Look into it, then POST /lanes/%s/release"
                        .formatted(signal.symbol(), why, signal.symbol()));
    }

    /** Says what became of it, where nobody may be waiting for the answer. */
    void report(Waiting signal, Progress.Decided decided) {
        meters.counter("bridge.alerts", "outcome", decided.verdict().text()).increment();
        Duration took = Duration.between(signal.receivedAt(), clock.instant()).abs();
        meters.timer(
                        "bridge.signal.duration",
                        "action",
                        signal.signal().intent().name())
                .record(took);
        if (decided.outcome() instanceof SignalOutcome.Refused refused) {
            withStrategy(log.atWarn().addKeyValue("event", "signal_refused"), signal.signal())
                    .addKeyValue("error", refused.problem().error())
                    .log(
                            "{} {} {}: {}",
                            signal.signal().intent().name(),
                            signal.signal().symbol(),
                            decided.verdict().text(),
                            refused.problem().detail());
        }
        if (decided.outcome() instanceof SignalOutcome.Executed executed) {
            var line = withStrategy(log.atInfo().addKeyValue("event", "signal_executed"), signal.signal());
            withOrder(line, executed.order())
                    .addKeyValue("duration_ms", took.toMillis())
                    .log("{}", executed.message());
        }
    }

    private static LoggingEventBuilder withStrategy(LoggingEventBuilder line, Signal signal) {
        return signal.strategy().isEmpty() ? line : line.addKeyValue("strategy", signal.strategy());
    }

    private static LoggingEventBuilder withOrder(LoggingEventBuilder line, @Nullable Order order) {
        if (order == null) {
            return line;
        }
        BigDecimal price = order.averagePrice().signum() > 0 ? order.averagePrice() : order.price();
        LoggingEventBuilder told = line.addKeyValue("side", order.side())
                .addKeyValue("quantity", Decimals.plain(order.quantity()))
                .addKeyValue("filled", Decimals.plain(order.executedQuantity()));
        return price.signum() > 0 ? told.addKeyValue("price", Decimals.plain(price)) : told;
    }

    private static String message(Signal signal, Order order) {
        String what = "%s %s %s".formatted(signal.intent().name(), order.side(), signal.symbol());
        String filled = Decimals.plain(order.executedQuantity());
        if (order.status() == OrderStatus.FILLED) {
            return "%s: filled %s at %s".formatted(what, filled, Decimals.plain(order.averagePrice()));
        }
        return "%s: %s, filled %s of %s".formatted(what, order.status(), filled, Decimals.plain(order.quantity()));
    }

    private @Nullable Position position(Signal signal, PositionSide side) {
        try {
            return positions.of(signal.symbol()).stream()
                    .filter(position -> position.isOpen() && position.positionSide() == side)
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "position_unread")
                    .log("Order placed, position not read: {}", e.getMessage());
            return null;
        }
    }
}
