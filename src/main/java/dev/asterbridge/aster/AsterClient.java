package dev.asterbridge.aster;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * AsterDEX's endpoints but the one that places orders, one method each, in our words.
 *
 * <p>Everything but {@link #agents} is repeated where that may help, and throws {@link ExchangeUnavailable} in the end.
 */
final class AsterClient {

    private final AsterLine line;
    private final AsterRetry retry;

    /** Of what is urgent: a lane that waits for it keeps a position without its stop, and asks again by itself. */
    private final AsterRetry once;

    private final Share share;

    /** For those that trade. */
    AsterClient(AsterLine line, AsterRetry retry) {
        this(line, retry, Share.TRADING);
    }

    AsterClient(AsterLine line, AsterRetry retry, Share share) {
        this.line = line;
        this.retry = retry;
        this.once = share.urgent() == Share.URGENT ? retry.once() : retry;
        this.share = share;
    }

    /** Looks up an order; empty when the exchange knows none of that name. */
    Optional<Order> order(Symbol symbol, String clientOrderId) {
        Parameters parameters = Parameters.of("symbol", symbol).and("origClientOrderId", clientOrderId);
        Call call = new Call(Endpoint.ORDER, parameters, share.urgent());
        return unlessRefusedWith(
                once,
                Set.of(AsterErrors.NO_SUCH_ORDER),
                () -> line.exchange(call, body -> Answers.orderNamed(symbol, clientOrderId, body))
                        .value());
    }

    /**
     * Ends an order; empty when none of that name is open. Repeated after no answer: who ends what has ended changes nothing.
     * As urgent as an exit, because what rests may take up the position an exit is to close.
     */
    Optional<Order> cancel(Symbol symbol, String clientOrderId) {
        Parameters parameters = Parameters.of("symbol", symbol).and("origClientOrderId", clientOrderId);
        Call call = new Call(Endpoint.CANCEL_ORDER, parameters, share.urgent());
        return unlessRefusedWith(
                retry,
                AsterErrors.NOTHING_TO_CANCEL,
                () -> line.exchange(call, body -> Answers.orderNamed(symbol, clientOrderId, body))
                        .value());
    }

    /** Urgent, because it tells what was filled, and what stops are there. */
    List<Order> openOrders(Symbol symbol) {
        Call call = new Call(Endpoint.OPEN_ORDERS, Parameters.of("symbol", symbol), share.urgent());
        return once.read(() -> line.exchange(
                        call, body -> body.array().map(Answers::order).toList())
                .value());
    }

    List<Order> openOrders() {
        return list(Endpoint.ALL_OPEN_ORDERS, Parameters.none(), Answers::order);
    }

    List<Order> allOrders(Symbol symbol, Instant from, Instant to, int limit) {
        return list(Endpoint.ALL_ORDERS, window(symbol, from, to, limit), Answers::order);
    }

    List<Fill> userTrades(Symbol symbol, Instant from, Instant to, int limit) {
        return list(Endpoint.USER_TRADES, window(symbol, from, to, limit), Answers::fill);
    }

    List<Position> openPositions() {
        return list(Endpoint.POSITION_RISK, Parameters.none(), Answers::isOpen, Answers::position);
    }

    /** Urgent, because no exit can be planned without it. */
    List<Position> positions(Symbol symbol) {
        Call call = new Call(Endpoint.POSITION_RISK, Parameters.of("symbol", symbol), share.urgent());
        return once.read(() -> line.exchange(
                        call,
                        body -> body.array()
                                .filter(position -> position.text("symbol").equals(symbol.name()))
                                .map(Answers::position)
                                .toList())
                .value());
    }

    List<Balance> balances() {
        return list(Endpoint.BALANCE, Parameters.none(), Answers::balance);
    }

    /** Where the newer path does not exist, the older one says the same. */
    Account account() {
        try {
            Call call = call(Endpoint.ACCOUNT, Parameters.none());
            return retry.untilAnswered(
                    () -> line.exchange(call, Answers::account).value());
        } catch (CallFailed failure) {
            if (failure.status() != 404) {
                throw new ExchangeUnavailable(failure.refusal());
            }
            return ask(Endpoint.PLAIN_ACCOUNT, Parameters.none(), Answers::account);
        }
    }

    PositionMode positionMode() {
        return ask(
                Endpoint.POSITION_MODE,
                Parameters.none(),
                body -> Boolean.parseBoolean(body.text("dualSidePosition"))
                        ? PositionMode.HEDGE
                        : PositionMode.ONE_WAY);
    }

    LeverageChange setLeverage(Symbol symbol, int leverage) {
        return ask(
                Endpoint.LEVERAGE,
                Parameters.of("symbol", symbol).and("leverage", leverage),
                body -> new LeverageChange(
                        symbol, (int) body.requiredNumber("leverage"), body.decimalOrZero("maxNotionalValue")));
    }

    void setMarginType(Symbol symbol, MarginType marginType) {
        Parameters parameters = Parameters.of("symbol", symbol).and("marginType", marginType);
        unlessRefusedWith(
                retry,
                Set.of(AsterErrors.SAME_MARGIN_TYPE),
                () -> line.exchange(call(Endpoint.MARGIN_TYPE, parameters), answer -> answer));
    }

    BigDecimal markPrice(Symbol symbol) {
        return one(Endpoint.PREMIUM_INDEX, symbol, body -> body.decimal("markPrice"));
    }

    BestPrices bestPrices(Symbol symbol) {
        record Mark(BigDecimal price, BigDecimal fundingRate) {}
        Mark mark = one(
                Endpoint.PREMIUM_INDEX,
                symbol,
                body -> new Mark(body.decimal("markPrice"), body.decimalOrZero("lastFundingRate")));
        return one(
                Endpoint.BOOK_TICKER,
                symbol,
                body -> new BestPrices(
                        symbol,
                        body.decimal("bidPrice"),
                        body.decimalOrZero("bidQty"),
                        body.decimal("askPrice"),
                        body.decimalOrZero("askQty"),
                        mark.price(),
                        mark.fundingRate()));
    }

    LeverageBrackets brackets(Symbol symbol) {
        return one(Endpoint.LEVERAGE_BRACKET, symbol, Answers::brackets);
    }

    ExchangeInfo exchangeInfo() {
        return ask(Endpoint.EXCHANGE_INFO, Parameters.none(), ExchangeInfo::from);
    }

    /** The exchange's time, asked for now. */
    Instant time() {
        return retry.read(line::askTime);
    }

    /** The API wallets of the user; V3 only, asked once; throws {@link CallFailed}. */
    List<Agent> agents() {
        return line.exchange(
                        call(Endpoint.AGENT, Parameters.none()),
                        body -> body.array().map(Agent::from).toList())
                .value();
    }

    private Call call(Endpoint endpoint, Parameters parameters) {
        return new Call(endpoint, parameters, share);
    }

    private static Parameters window(Symbol symbol, Instant from, Instant to, int limit) {
        return Parameters.of("symbol", symbol)
                .and("startTime", from.toEpochMilli())
                .and("endTime", to.toEpochMilli())
                .and("limit", limit);
    }

    private <T> T ask(Endpoint endpoint, Parameters parameters, Function<WireObject, T> reader) {
        return ask(call(endpoint, parameters), reader);
    }

    private <T> T ask(Call call, Function<WireObject, T> reader) {
        return retry.read(() -> line.exchange(call, reader).value());
    }

    private <T> List<T> list(Endpoint endpoint, Parameters parameters, Function<WireObject, T> reader) {
        return list(endpoint, parameters, element -> true, reader);
    }

    private <T> List<T> list(
            Endpoint endpoint, Parameters parameters, Predicate<WireObject> wanted, Function<WireObject, T> reader) {
        return ask(
                endpoint,
                parameters,
                body -> body.array().filter(wanted).map(reader).toList());
    }

    /** The answer on one symbol, which may come alone or among others. */
    private <T> T one(Endpoint endpoint, Symbol symbol, Function<WireObject, T> reader) {
        return ask(
                endpoint,
                Parameters.of("symbol", symbol),
                body -> body.elements()
                        .filter(element -> element.text("symbol").equals(symbol.name()))
                        .findFirst()
                        .map(reader)
                        .orElseThrow(() -> new IllegalArgumentException("the answer is not about " + symbol)));
    }

    private static <T> Optional<T> unlessRefusedWith(AsterRetry retry, Set<Integer> codes, Supplier<T> question) {
        try {
            return Optional.of(retry.untilAnswered(question));
        } catch (CallFailed failure) {
            // What a gateway puts into its 5xx proves nothing.
            if (codes.stream().anyMatch(failure::hasCode) && failure.status() < 500) {
                return Optional.empty();
            }
            throw new ExchangeUnavailable(failure.refusal());
        }
    }
}
