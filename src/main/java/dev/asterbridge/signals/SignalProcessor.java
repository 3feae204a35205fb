package dev.asterbridge.signals;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.Placement;
import dev.asterbridge.problems.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes one signal all the way: look, plan, place, look again. */
@Component
class SignalProcessor {

    /** The outcome of a signal whose sender was told to send it again. */
    static final SignalOutcome GIVEN_UP =
            new SignalOutcome.Refused(Problem.of(503, "NOT_TAKING_SIGNALS", "given up before anything was sent"));

    private static final Logger log = LoggerFactory.getLogger(SignalProcessor.class);

    private final MarketReader market;
    private final PositionReader positions;
    private final AccountReader accounts;
    private final OrderPlanner planner;
    private final OrderService orders;

    SignalProcessor(
            MarketReader market,
            PositionReader positions,
            AccountReader accounts,
            OrderPlanner planner,
            OrderService orders) {
        this.market = market;
        this.positions = positions;
        this.accounts = accounts;
        this.planner = planner;
        this.orders = orders;
    }

    /** @param maySend asked once, right before sending; false when nobody wants the order any more */
    SignalOutcome process(Signal signal, ClientOrderId id, BooleanSupplier maySend) {
        SignalOutcome outcome = switch (plan(signal, id)) {
            case Plan.Stop stop -> new SignalOutcome.Refused(stop.problem());
            case Plan.Go go -> maySend.getAsBoolean() ? placeAndNeverThrow(signal, go) : GIVEN_UP;
        };
        if (outcome instanceof SignalOutcome.Refused refused) {
            log.atWarn()
                    .addKeyValue("event", "signal_refused")
                    .addKeyValue("error", refused.problem().error())
                    .log(
                            "{} {} refused: {}",
                            signal.intent().name(),
                            signal.symbol(),
                            refused.problem().detail());
        }
        return outcome;
    }

    private Plan plan(Signal signal, ClientOrderId id) {
        try {
            Optional<InstrumentRules> rules = market.rules(signal.symbol());
            if (rules.isEmpty()) {
                return new Plan.Stop(Problem.badField(
                        "symbol", signal.symbol().name(), "is not listed on AsterDEX; a listed one is BTCUSDT"));
            }
            Situation situation = new Situation(
                    rules.get(), openPositions(signal), accounts::positionMode, () -> markPrice(signal.symbol()));
            return planner.plan(signal, situation, id);
        } catch (ExchangeUnavailable e) {
            // Nothing was sent. A position that cannot be read is not a flat one.
            return new Plan.Stop(Problem.of(e.refusal()));
        }
    }

    private BigDecimal markPrice(Symbol symbol) {
        BigDecimal price = market.markPrice(symbol);
        if (price.signum() <= 0) {
            throw new ExchangeUnavailable(
                    Refusal.of(Refusal.Reason.UNREACHABLE, "the exchange shows no mark price of " + symbol));
        }
        return price;
    }

    /** From here on an order may be out: a sender who got a 500 would send the alert again, and double it. */
    private SignalOutcome placeAndNeverThrow(Signal signal, Plan.Go go) {
        try {
            return place(signal, go);
        } catch (RuntimeException | Error e) {
            log.atError().addKeyValue("event", "order_bug").setCause(e).log("A bug while placing an order");
            return new SignalOutcome.Pending(
                    "A fault in this service; whether the exchange has the order is not proven",
                    go.order().clientOrderId());
        }
    }

    private SignalOutcome place(Signal signal, Plan.Go go) {
        go.adjusted()
                .forEach((field, change) -> log.atInfo()
                        .addKeyValue("event", "adjusted")
                        .log(
                                "{} {} became {} ({})",
                                field,
                                Decimals.plain(change.from()),
                                Decimals.plain(change.to()),
                                change.rule()));
        return switch (orders.place(go.order())) {
            case Placement.Refused refused -> new SignalOutcome.Refused(Problem.of(refused.refusal()));
            case Placement.Unproven unproven ->
                new SignalOutcome.Pending(
                        "Sent once; whether the exchange has it is not proven: " + unproven.why(),
                        unproven.clientOrderId());
            case Placement.Placed placed -> placed(signal, go, placed.order());
        };
    }

    private SignalOutcome placed(Signal signal, Plan.Go go, Order order) {
        if (order.status().isFinal() && order.executedQuantity().signum() == 0) {
            return new SignalOutcome.Refused(Problem.of(
                    422,
                    "ORDER_NOT_FILLED",
                    "The exchange took the order %d and ended it %s without a fill"
                            .formatted(order.orderId(), order.status())));
        }
        return new SignalOutcome.Executed(message(signal, order), order, position(signal, go.order()), go.adjusted());
    }

    private static String message(Signal signal, Order order) {
        String what = "%s %s %s".formatted(signal.intent().name(), order.side(), signal.symbol());
        String filled = Decimals.plain(order.executedQuantity());
        if (order.status() == OrderStatus.FILLED) {
            return "%s: filled %s at %s".formatted(what, filled, Decimals.plain(order.averagePrice()));
        }
        return "%s: %s, filled %s of %s".formatted(what, order.status(), filled, Decimals.plain(order.quantity()));
    }

    private @Nullable Position position(Signal signal, OrderRequest order) {
        try {
            return openPositions(signal).stream()
                    .filter(position -> position.positionSide() == order.positionSide())
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "position_unread")
                    .log("Order placed, position not read: {}", e.getMessage());
            return null;
        }
    }

    private List<Position> openPositions(Signal signal) {
        return positions.of(signal.symbol()).stream().filter(Position::isOpen).toList();
    }
}
