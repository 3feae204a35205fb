package dev.asterbridge.aster;

import java.util.Locale;
import org.springframework.http.HttpMethod;

/**
 * What this service asks of AsterDEX, and nothing else: no transfer, no withdrawal, no agent can be signed.
 *
 * <p>The weight counts against the limit of this machine's address.
 */
enum Endpoint {
    PING(HttpMethod.GET, "v3/ping", "v1/ping", 1, false),
    TIME(HttpMethod.GET, "v3/time", "v1/time", 1, false),
    EXCHANGE_INFO(HttpMethod.GET, "v3/exchangeInfo", "v1/exchangeInfo", 1, false),
    TICKER_PRICE(HttpMethod.GET, "v3/ticker/price", "v1/ticker/price", 1, false),
    PREMIUM_INDEX(HttpMethod.GET, "v3/premiumIndex", "v1/premiumIndex", 1, false),
    PLACE_ORDER(HttpMethod.POST, "v3/order", "v1/order", 1, true),
    ORDER(HttpMethod.GET, "v3/order", "v1/order", 1, true),
    OPEN_ORDERS(HttpMethod.GET, "v3/openOrders", "v1/openOrders", 1, true),
    ALL_OPEN_ORDERS(HttpMethod.GET, "v3/openOrders", "v1/openOrders", 40, true),
    ALL_ORDERS(HttpMethod.GET, "v3/allOrders", "v1/allOrders", 5, true),
    BALANCE(HttpMethod.GET, "v3/balance", "v2/balance", 5, true),
    ACCOUNT(HttpMethod.GET, "v3/accountWithJoinMargin", "v4/account", 5, true),
    POSITION_RISK(HttpMethod.GET, "v3/positionRisk", "v2/positionRisk", 5, true),
    POSITION_MODE(HttpMethod.GET, "v3/positionSide/dual", "v1/positionSide/dual", 30, true),
    LEVERAGE(HttpMethod.POST, "v3/leverage", "v1/leverage", 1, true),
    MARGIN_TYPE(HttpMethod.POST, "v3/marginType", "v1/marginType", 1, true),
    LEVERAGE_BRACKET(HttpMethod.GET, "v3/leverageBracket", "v1/leverageBracket", 1, true),
    AGENT(HttpMethod.GET, "v3/agent", "v3/agent", 1, true);

    private final HttpMethod method;
    private final String v3;
    private final String hmac;
    private final int weight;
    private final boolean signed;

    Endpoint(HttpMethod method, String v3, String hmac, int weight, boolean signed) {
        this.method = method;
        this.v3 = v3;
        this.hmac = hmac;
        this.weight = weight;
        this.signed = signed;
    }

    HttpMethod method() {
        return method;
    }

    String path(Scheme scheme) {
        return "/fapi/" + (scheme == Scheme.V3 ? v3 : hmac);
    }

    int weight() {
        return weight;
    }

    boolean signed() {
        return signed;
    }

    /** How many orders a request counts for. */
    int orders() {
        return this == PLACE_ORDER ? 1 : 0;
    }

    /** The name in logs and metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
