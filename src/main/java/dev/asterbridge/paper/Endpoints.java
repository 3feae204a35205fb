package dev.asterbridge.paper;

import dev.asterbridge.paper.Endpoint.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The table of all endpoints, with AsterDEX's weights. */
final class Endpoints {

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String DELETE = "DELETE";
    private static final Set<Integer> V1_V3 = Set.of(1, 3);
    private static final Set<Integer> V2_V3 = Set.of(2, 3);
    private static final Set<Integer> V3 = Set.of(3);

    private final List<Endpoint> rows = new ArrayList<>();

    Endpoints(MarketAnswers market, TradingAnswers trading, StrategyAnswers strategies, AccountAnswers account) {
        market(market);
        trading(trading);
        strategies(strategies);
        account(account);
    }

    /** @throws WireError 404 for a path there is not, 405 for a method it does not have */
    Endpoint find(String method, int version, String path) {
        List<Endpoint> there =
                rows.stream().filter(row -> row.serves(version, path)).toList();
        return there.stream()
                .filter(row -> row.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new WireError(
                        there.isEmpty() ? 404 : 405, -5000, "Path or method is invalid at the paper AsterDEX."));
    }

    private void market(MarketAnswers market) {
        open("ping", 1, call -> Map.of());
        open("time", 1, market::time);
        open("exchangeInfo", 1, market::exchangeInfo);
        open("ticker/price", 1, 2, market::price);
        open("ticker/bookTicker", 1, 2, market::bookTicker);
        open("ticker/24hr", 1, 40, market::ticker24hr);
        open("premiumIndex", 1, market::premiumIndex);
        open("fundingInfo", 1, market::fundingInfo);
        open("fundingRate", 1, market::fundingRate);
        open("depth", Endpoints::depthWeight, market::depth);
        open("trades", 1, market::trades);
        open("aggTrades", 20, market::aggTrades);
        open("klines", Endpoints::klinesWeight, market::klines);
        open("indexPriceKlines", Endpoints::klinesWeight, market::klines);
        open("markPriceKlines", Endpoints::klinesWeight, market::klines);
    }

    private void trading(TradingAnswers trading) {
        add(POST, "order", V1_V3, Access.ORDER, 1, trading::place);
        signed(POST, "order/test", V1_V3, 1, trading::check);
        signed(GET, "order", V1_V3, 1, trading::order);
        signed(DELETE, "order", V1_V3, 1, trading::cancel);
        signed(GET, "openOrder", V1_V3, 1, trading::openOrder);
        rows.add(new Endpoint(GET, "openOrders", V1_V3, Access.SIGNED, bySymbol(1, 40), trading::openOrders));
        signed(DELETE, "allOpenOrders", V1_V3, 1, trading::cancelAll);
        signed(GET, "allOrders", V1_V3, 5, trading::allOrders);
        signed(GET, "userTrades", V1_V3, 5, trading::userTrades);
        signed(POST, "noop", V3, 1, call -> Map.of("code", 200));
    }

    private void strategies(StrategyAnswers strategies) {
        add(POST, "placeStrategyOrder", V3, Access.ORDER, 50, strategies::place);
        signed(POST, "updateStrategyOrder", V3, 50, strategies::update);
        signed(GET, "strategyOpenOrder", V3, 5, strategies::open);
        signed(GET, "strategyHistoryOrder", V3, 5, strategies::history);
    }

    private void account(AccountAnswers account) {
        signed(GET, "balance", V2_V3, 5, account::balance);
        signed(GET, "account", Set.of(2, 3, 4), 5, account::account);
        signed(GET, "accountWithJoinMargin", V3, 5, account::account);
        signed(GET, "positionRisk", V2_V3, 5, account::positionRisk);
        signed(POST, "leverage", V1_V3, 1, account::leverage);
        signed(POST, "marginType", V1_V3, 1, account::marginType);
        signed(POST, "positionMargin", V1_V3, 1, account::positionMargin);
        signed(GET, "positionSide/dual", V1_V3, 30, account::positionMode);
        signed(POST, "positionSide/dual", V1_V3, 1, account::setPositionMode);
        signed(GET, "multiAssetsMargin", V1_V3, 30, account::multiAssets);
        signed(GET, "leverageBracket", V1_V3, 1, account::leverageBracket);
        signed(GET, "commissionRate", V1_V3, 20, account::commissionRate);
        signed(GET, "income", V1_V3, 30, account::income);
        signed(GET, "agent", V3, 1, account::agents);
        signed(GET, "builder", V3, 1, call -> List.of());
    }

    private void open(String path, int weight, Function<Call, Object> answer) {
        open(path, parameters -> weight, answer);
    }

    private void open(String path, int oneSymbol, int allSymbols, Function<Call, Object> answer) {
        open(path, bySymbol(oneSymbol, allSymbols), answer);
    }

    private void open(String path, ToIntFunction<Parameters> weight, Function<Call, Object> answer) {
        rows.add(new Endpoint(GET, path, V1_V3, Access.PUBLIC, weight, answer));
    }

    private void signed(String method, String path, Set<Integer> versions, int weight, Function<Call, Object> answer) {
        add(method, path, versions, Access.SIGNED, weight, answer);
    }

    private void add(
            String method,
            String path,
            Set<Integer> versions,
            Access access,
            int weight,
            Function<Call, Object> answer) {
        rows.add(new Endpoint(method, path, versions, access, parameters -> weight, answer));
    }

    private static ToIntFunction<Parameters> bySymbol(int one, int all) {
        return parameters -> parameters.text("symbol").isPresent() ? one : all;
    }

    private static int depthWeight(Parameters parameters) {
        long limit = parameters.whole("limit").orElse(500L);
        if (limit <= 50) {
            return 2;
        }
        return limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
    }

    private static int klinesWeight(Parameters parameters) {
        long limit = parameters.whole("limit").orElse(500L);
        if (limit < 100) {
            return 1;
        }
        return limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
    }
}
