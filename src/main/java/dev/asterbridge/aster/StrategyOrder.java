package dev.asterbridge.aster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.OrderRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order and the exits that are tied to it as the one request that AsterDEX takes for all of them: of its type OTO with one
 * exit, of its type OTOCO with two. They are placed with the first fill; when one of two is filled the other is cancelled.
 *
 * <p>The strategy has the order's name. API wallets only.
 */
final class StrategyOrder {

    private static final JsonMapper JSON = new JsonMapper();

    /** The documents call the number of the order that drives optional; a client that left it out was refused. */
    private static final int NONE = 0;

    private static final int FIRST = 1;

    /** What AsterDEX shows of a strategy that it has taken. */
    private static final Set<String> AT_WORK = Set.of("NEW", "WORKING");

    private StrategyOrder() {}

    /** @throws IllegalArgumentException when nothing is tied to it */
    static Parameters parameters(OrderRequest order) {
        List<OrderRequest> tied = order.tiedOrders();
        if (tied.isEmpty()) {
            throw new IllegalArgumentException("nothing is tied to " + order);
        }
        boolean two = tied.size() > 1;
        List<Map<String, String>> legs = new ArrayList<>();
        legs.add(leg(FIRST, order)
                .and("firstDrivenId", NONE)
                .and("secondDrivenId", NONE)
                .values());
        for (OrderRequest exit : tied) {
            int number = legs.size() + 1;
            legs.add(exit(number, exit, two ? 5 - number : NONE));
        }
        return Parameters.of("clientStrategyId", order.clientOrderId())
                .and("strategyType", two ? "OTOCO" : "OTO")
                .and("subOrderList", json(legs));
    }

    /**
     * One that goes when the other is filled to the end, and not before: a part of a take-profit must not take away the stop of
     * the rest.
     *
     * @param other the number of the other exit; 0 if there is none
     */
    private static Map<String, String> exit(int number, OrderRequest exit, int other) {
        Parameters placed = leg(number, exit)
                .and("firstDrivenId", FIRST)
                .and("firstDrivenOn", "PARTIALLY_FILLED_OR_FILLED")
                .and("firstTrigger", "PLACE_ORDER")
                .and("secondDrivenId", other);
        Parameters whole =
                other == 0 ? placed : placed.and("secondDrivenOn", "FILLED").and("secondTrigger", "CANCEL_ORDER");
        return whole.values();
    }

    private static Parameters leg(int number, OrderRequest order) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("strategySubId", String.valueOf(number));
        values.put("securityType", "USDT_FUTURES");
        values.putAll(AsterOrders.terms(order).values());
        return new Parameters(values).and("clientOrderId", order.clientOrderId());
    }

    private static String json(List<Map<String, String>> legs) {
        try {
            return JSON.writeValueAsString(legs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts cannot be written", e);
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
