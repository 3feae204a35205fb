package dev.asterbridge.aster;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places orders at AsterDEX, and ends them. */
final class AsterOrders implements OrderEntry {

    private static final Logger log = LoggerFactory.getLogger(AsterOrders.class);

    private static final Refusal STALE = Refusal.of(
            Refusal.Reason.UNREACHABLE, "NOT SENT: the order was signed too long ago, or by a clock that is off");

    private final AsterClient client;
    private final AsterMarket market;
    private final AsterAccount account;
    private final AsterLine line;
    private final AsterClock clock;
    private final LongSupplier nanos;

    /**
     * Sends orders.
     *
     * @param nanos a clock that never jumps, such as {@link System#nanoTime}
     */
    AsterOrders(
            AsterClient client,
            AsterMarket market,
            AsterAccount account,
            AsterLine line,
            AsterClock clock,
            LongSupplier nanos) {
        this.client = client;
        this.market = market;
        this.account = account;
        this.line = line;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public SignedOrder sign(OrderRequest request) {
        long now = nanos.getAsLong();
        return new PreparedOrder(request, line.signerName(), line.sign(call(request)), now);
    }

    private Call call(OrderRequest request) {
        if (request.tied().isEmpty()) {
            return new Call(
                    Endpoint.PLACE_ORDER, parameters(request), request.reduceOnly() ? Share.URGENT : Share.TRADING);
        }
        if (line.scheme() != Scheme.V3) {
            throw new IllegalArgumentException("exits can be tied only to an order of an API wallet");
        }
        return Call.of(Endpoint.PLACE_STRATEGY, StrategyOrder.parameters(request));
    }

    @Override
    public OrderOutcome send(SignedOrder order) {
        if (!(order instanceof PreparedOrder prepared)) {
            throw new IllegalArgumentException("the order was not signed here");
        }
        SignedCall call = prepared.takeCall();
        OrderRequest request = order.request();
        if (prepared.isStale(nanos.getAsLong(), clock.now())) {
            OrderOutcome outcome = new OrderOutcome.Rejected(STALE);
            report(call, outcome, Duration.ZERO);
            return outcome;
        }
        log.atInfo()
                .addKeyValue("event", "order_sent")
                .log(
                        "Sending {} {} {} {}{}",
                        request.side(),
                        request.terms(),
                        request.quantity(),
                        request.symbol(),
                        request.tied().isEmpty() ? "" : ", tied to it " + request.ties());
        long start = System.nanoTime();
        OrderOutcome outcome = send(request, call);
        report(call, outcome, Duration.ofNanos(System.nanoTime() - start));
        return outcome;
    }

    /** The answer to ending an order is believed only where it shows an end. */
    @Override
    public Optional<Order> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        Optional<Order> ended = client.cancel(symbol, clientOrderId.value())
                .filter(order -> order.status().isFinal())
                .or(() -> client.order(symbol, clientOrderId.value()));
        ended.filter(order -> !order.status().isFinal()).ifPresent(order -> {
            throw new ExchangeUnavailable(Refusal.of(
                    Refusal.Reason.UNREACHABLE,
                    "the exchange was told to end the order and still shows it as " + order.status()));
        });
        return ended;
    }

    static Parameters parameters(OrderRequest request) {
        return terms(request).and("newClientOrderId", request.clientOrderId()).and("newOrderRespType", "RESULT");
    }

    /** All but its name. */
    static Parameters terms(OrderRequest request) {
        Parameters common = Parameters.of("symbol", request.symbol())
                .and("side", request.side())
                .and("positionSide", request.positionSide())
                .and("type", request.terms().type())
                .and("quantity", request.quantity());
        Parameters parameters = switch (request.terms()) {
            case OrderTerms.Market ignored -> common;
            case OrderTerms.Limit limit ->
                common.and("timeInForce", limit.timeInForce()).and("price", limit.price());
            case OrderTerms.Triggered triggered ->
                atLimit(common, triggered.limit())
                        .and("stopPrice", triggered.trigger())
                        .and("workingType", triggered.by());
            case OrderTerms.Trailing trailing ->
                from(common, trailing.activation())
                        .and("callbackRate", Decimals.plain(trailing.callback()))
                        .and("workingType", trailing.by());
        };
        if (request.reduceOnly() && request.positionSide() == PositionSide.BOTH) {
            parameters = parameters.and("reduceOnly", true);
        }
        return parameters;
    }

    private static Parameters atLimit(Parameters parameters, @Nullable Price limit) {
        return limit == null ? parameters : parameters.and("timeInForce", "GTC").and("price", limit);
    }

    private static Parameters from(Parameters parameters, @Nullable Price activation) {
        return activation == null ? parameters : parameters.and("activationPrice", activation);
    }

    private OrderOutcome send(OrderRequest request, SignedCall call) {
        try {
            Order order = request.tied().isEmpty()
                    ? line.send(call, body -> named(request, body)).value()
                    : sendStrategy(request, call);
            return order.side() == request.side()
                    ? new OrderOutcome.Accepted(order)
                    : new OrderOutcome.Unknown("the exchange answered with another order than the one sent");
        } catch (CallFailed failure) {
            takeHeed(failure);
            return failure.notExecuted()
                    ? new OrderOutcome.Rejected(failure.refusal())
                    : new OrderOutcome.Unknown(failure.refusal().toString());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("event", "order_bug")
                    .log("A bug while sending an order: {}", e.getClass().getName());
            return new OrderOutcome.Unknown(
                    "a fault in this service: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The answer shows no order, so that it is asked for; also where the exchange says that it took none of them: one
     * that is there all the same must not be overlooked.
     */
    private Order sendStrategy(OrderRequest request, SignedCall call) {
        CallFailed instead = CallFailed.unreadable(200, "the order that was taken with its exits is not shown yet");
        try {
            line.send(call, body -> StrategyOrder.taken(request, body));
        } catch (CallFailed failure) {
            if (failure.status() != 200 || !failure.notExecuted()) {
                throw failure;
            }
            instead = failure;
        }
        Optional<Order> shown = ask(request);
        if (shown.isEmpty()) {
            throw instead;
        }
        return shown.get();
    }

    /** Asks once; whatever keeps the answer away says nothing about the order. */
    private Optional<Order> ask(OrderRequest request) {
        Parameters parameters =
                Parameters.of("symbol", request.symbol()).and("origClientOrderId", request.clientOrderId());
        try {
            Call question = new Call(Endpoint.ORDER, parameters, Share.URGENT);
            return Optional.of(
                    line.exchange(question, body -> named(request, body)).value());
        } catch (CallFailed failure) {
            if (failure.hasCode(AsterErrors.NO_SUCH_ORDER) && failure.status() < 500) {
                return Optional.empty();
            }
            throw CallFailed.unreadable(200, "the order cannot be looked up: " + failure.refusal());
        }
    }

    private static Order named(OrderRequest request, WireObject body) {
        return Answers.orderNamed(request.symbol(), request.clientOrderId().value(), body);
    }

    /** Some refusals say that what we remember is out of date. */
    private void takeHeed(CallFailed failure) {
        if (AsterErrors.concernsRules(failure.refusal().code())) {
            market.distrustRules();
        }
        if (failure.hasCode(AsterErrors.POSITION_SIDE_NOT_MATCH)) {
            account.forgetPositionMode();
        }
    }

    private static void report(SignedCall sent, OrderOutcome outcome, Duration took) {
        var line = log.atInfo()
                .addKeyValue("event", "order_outcome")
                .addKeyValue("endpoint", sent.call().endpoint().label())
                .addKeyValue("duration_ms", took.toMillis());
        switch (outcome) {
            case OrderOutcome.Accepted accepted ->
                line.addKeyValue("outcome", "accepted")
                        .addKeyValue("order_id", accepted.order().orderId())
                        .log("The exchange has the order: {}", accepted.order().status());
            case OrderOutcome.Rejected rejected ->
                line.addKeyValue("outcome", "rejected")
                        .addKeyValue(
                                "code",
                                Objects.requireNonNullElse(rejected.refusal().code(), "none"))
                        .log("The order was not executed: {}", rejected.refusal());
            case OrderOutcome.Unknown unknown ->
                line.addKeyValue("outcome", "unknown")
                        .log("Nobody knows yet whether the order exists: {}", unknown.why());
        }
    }
}
