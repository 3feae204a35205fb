package dev.asterbridge.aster;

import java.util.Locale;
import org.springframework.http.HttpMethod;

/**
 * What this service asks of AsterDEX, and nothing else: no transfer, no withdrawal, no agent can be signed.
 *
 * <p>The weight counts against the limit of this machine's address.
 */
enum Endpoint {
    PING(Verb.GET, "v3/ping", "v1/ping", 1, false),
    TIME(Verb.GET, "v3/time", "v1/time", 1, false),
    EXCHANGE_INFO(Verb.GET, "v3/exchangeInfo", "v1/exchangeInfo", 1, false),
    TICKER_PRICE(Verb.GET, "v3/ticker/price", "v1/ticker/price", 1, false),
    BOOK_TICKER(Verb.GET, "v3/ticker/bookTicker", "v1/ticker/bookTicker", 1, false),
    PREMIUM_INDEX(Verb.GET, "v3/premiumIndex", "v1/premiumIndex", 1, false),
    PLACE_ORDER(Verb.POST, "v3/order", "v1/order", 1, true),
    PLACE_STRATEGY(Verb.POST, "v3/placeStrategyOrder", "v3/placeStrategyOrder", 50, true),
    CANCEL_ORDER(Verb.DELETE, "v3/order", "v1/order", 1, true),
    ORDER(Verb.GET, "v3/order", "v1/order", 1, true),
    OPEN_ORDERS(Verb.GET, "v3/openOrders", "v1/openOrders", 1, true),
    ALL_OPEN_ORDERS(Verb.GET, "v3/openOrders", "v1/openOrders", 40, true),
    ALL_ORDERS(Verb.GET, "v3/allOrders", "v1/allOrders", 5, true),
    USER_TRADES(Verb.GET, "v3/userTrades", "v1/userTrades", 5, true),
    BALANCE(Verb.GET, "v3/balance", "v2/balance", 5, true),
    ACCOUNT(Verb.GET, "v3/accountWithJoinMargin", "v4/account", 5, true),
    PLAIN_ACCOUNT(Verb.GET, "v3/account", "v2/account", 5, true),
    POSITION_RISK(Verb.GET, "v3/positionRisk", "v2/positionRisk", 5, true),
    POSITION_MODE(Verb.GET, "v3/positionSide/dual", "v1/positionSide/dual", 30, true),
    LEVERAGE(Verb.POST, "v3/leverage", "v1/leverage", 1, true),
    MARGIN_TYPE(Verb.POST, "v3/marginType", "v1/marginType", 1, true),
    LEVERAGE_BRACKET(Verb.GET, "v3/leverageBracket", "v1/leverageBracket", 1, true),
    AGENT(Verb.GET, "v3/agent", "v3/agent", 1, true);

    private final Verb verb;
    private final String v3;
    private final String hmac;
    private final int weight;
    private final boolean signed;

    Endpoint(Verb verb, String v3, String hmac, int weight, boolean signed) {
        this.verb = verb;
        this.v3 = v3;
        this.hmac = hmac;
        this.weight = weight;
        this.signed = signed;
    }

    HttpMethod method() {
        return HttpMethod.valueOf(verb.name());
    }

    /** Whether the parameters go in the body; that of a DELETE is dropped by some proxies. */
    boolean isForm() {
        return verb == Verb.POST;
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

    /** How many orders a request counts for; of one with two in it AsterDEX does not say. */
    int orders() {
        return switch (this) {
            case PLACE_ORDER -> 1;
            case PLACE_STRATEGY -> 3;
            default -> 0;
        };
    }

    /** The time and the rules, limits among them: asked now and then, and nothing can be asked well without them. */
    boolean isGroundwork() {
        return this == TIME || this == EXCHANGE_INFO;
    }

    /** Whether it is a matter of seconds; what only informs may take as long as the settings say. */
    boolean isPrompt() {
        return switch (this) {
            case PLACE_ORDER, PLACE_STRATEGY, CANCEL_ORDER, ORDER, OPEN_ORDERS, POSITION_RISK, PREMIUM_INDEX -> true;
            default -> false;
        };
    }

    /** The name in logs and metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private enum Verb {
        GET,
        POST,
        DELETE
    }
}
