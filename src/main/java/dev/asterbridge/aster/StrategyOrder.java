package dev.asterbridge.aster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.OrderRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order and the stop that is tied to it as the one request that AsterDEX takes for both, of its type OTO: the stop is
 * placed with the first fill.
 *
 * <p>The strategy has the order's name. API wallets only.
 */
final class StrategyOrder {

    private static final JsonMapper JSON = new JsonMapper();

    /** The documents call the number of the order that drives optional; a client that left it out was refused. */
    private static final String NONE = "0";

    /** What AsterDEX shows of a strategy that it has taken. */
    private static final Set<String> AT_WORK = Set.of("NEW", "WORKING");

    private StrategyOrder() {}

    /** @throws IllegalArgumentException when there is no stop */
    static Parameters parameters(OrderRequest order) {
        OrderRequest stop = order.stop().orElseThrow(() -> new IllegalArgumentException("no stop is tied to " + order));
        Parameters first = leg("1", order).and("firstDrivenId", NONE).and("secondDrivenId", NONE);
        Parameters second = leg("2", stop)
                .and("firstDrivenId", "1")
                .and("firstDrivenOn", "PARTIALLY_FILLED_OR_FILLED")
                .and("firstTrigger", "PLACE_ORDER")
                .and("secondDrivenId", NONE);
        return Parameters.of("clientStrategyId", order.clientOrderId())
                .and("strategyType", "OTO")
                .and("subOrderList", json(List.of(first.values(), second.values())));
    }

    private static Parameters leg(String number, OrderRequest order) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("strategySubId", number);
        values.put("securityType", "USDT_FUTURES");
        values.putAll(AsterOrders.terms(order).values());
        return new Parameters(values).and("clientOrderId", order.clientOrderId());
    }

    private static String json(List<Map<String, String>> legs) {
        try {
            return JSON.writeValueAsString(legs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two maps of texts cannot be written", e);
        }
    }

    /**
     * Reads the answer; it shows no order, so that none is proven by it.
     *
     * @return the exchange's number of the strategy
     * @throws CallFailed when it was not taken; not executed where the code proves it
     * @throws IllegalArgumentException when the answer is about another one, or contradicts itself
     */
    static long taken(OrderRequest order, WireObject body) {
        if (!body.text("clientStrategyId").equals(order.clientOrderId().value())) {
            throw new IllegalArgumentException("the answer is about another strategy");
        }
        long failure = body.requiredNumber("failureCode");
        if (failure == 0) {
            return body.requiredNumber("strategyId");
        }
        String status = body.text("strategyStatus", "");
        if (AT_WORK.contains(status)) {
            throw new IllegalArgumentException("failureCode is %d and strategyStatus %s".formatted(failure, status));
        }
        int code = Math.clamp(failure, Integer.MIN_VALUE, Integer.MAX_VALUE);
        throw AsterErrors.judge(200, code, body.text("failureReason", ""), null);
    }
}
