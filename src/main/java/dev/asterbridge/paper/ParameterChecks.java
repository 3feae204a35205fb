package dev.asterbridge.paper;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether an order carries the parameters its type needs, and no others. */
final class ParameterChecks {

    private static final Pattern LEGAL_ID = Pattern.compile("[.A-Z:/a-z0-9_-]*");
    private static final int MAX_ID_LENGTH = 36;
    private static final BigDecimal MIN_CALLBACK = new BigDecimal("0.1");
    private static final BigDecimal MAX_CALLBACK = new BigDecimal("5");

    private ParameterChecks() {}

    /**
     * Checks the order by itself, whatever the account and the market are.
     *
     * @throws VenueError -1102 what is missing, -1106 what is too much, -1116, -1130, -4136 to -4138, -4015 and -1100
     */
    static void check(NewOrder order) {
        checkClientOrderId(order.clientOrderId());
        checkClosePosition(order);
        checkQuantity(order);
        checkLimit(order);
        checkTrigger(order);
        checkTrailing(order);
    }

    private static void checkClientOrderId(@Nullable String id) {
        if (id == null) {
            return;
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new VenueError(-4015, "Client order id length should not be more than 36 chars.");
        }
        if (id.isEmpty()) {
            throw new VenueError(-1105, "Parameter 'newClientOrderId' was empty.");
        }
        // These two names are the venue's own: they tell a liquidation from a client's order.
        if (!LEGAL_ID.matcher(id).matches() || id.startsWith("autoclose-") || id.equals("adl_autoclose")) {
            throw new VenueError(
                    -1100,
                    "Illegal characters found in parameter 'newClientOrderId'; legal range is"
                            + " '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.");
        }
    }

    private static void checkClosePosition(NewOrder order) {
        if (!order.closePosition()) {
            return;
        }
        if (order.type() != VenueOrderType.STOP_MARKET && order.type() != VenueOrderType.TAKE_PROFIT_MARKET) {
            throw new VenueError(
                    -4136, "Target strategy invalid for orderType %s,closePosition true".formatted(order.type()));
        }
        if (order.quantity() != null) {
            throw new VenueError(-4137, "Quantity must be zero with closePosition equals true");
        }
        if (order.reduceOnly() != null) {
            if (!order.reduceOnly()) {
                throw new VenueError(-4138, "Reduce only must be true with closePosition equals true");
            }
            throw unwanted("reduceonly");
        }
    }

    private static void checkQuantity(NewOrder order) {
        if (order.quantity() == null && !order.closePosition()) {
            throw missing("quantity");
        }
    }

    private static void checkLimit(NewOrder order) {
        boolean priced = order.type().isPriced();
        if (order.type() == VenueOrderType.LIMIT && order.timeInForce() == null) {
            throw missing("timeinforce");
        }
        if (order.type() == VenueOrderType.MARKET && order.timeInForce() != null) {
            throw unwanted("timeinforce");
        }
        demand("price", order.price(), priced);
    }

    private static void checkTrigger(NewOrder order) {
        switch (order.type()) {
            case STOP, STOP_MARKET, TAKE_PROFIT, TAKE_PROFIT_MARKET -> demand("stopprice", order.stopPrice(), true);
            case LIMIT, MARKET, TRAILING_STOP_MARKET -> demand("stopprice", order.stopPrice(), false);
            case LIQUIDATION -> throw new VenueError(-1116, "Invalid orderType.");
        }
    }

    private static void checkTrailing(NewOrder order) {
        boolean trailing = order.type() == VenueOrderType.TRAILING_STOP_MARKET;
        demand("callbackrate", order.callbackRate(), trailing);
        if (!trailing) {
            demand("activationprice", order.activationPrice(), false);
        }
        BigDecimal rate = order.callbackRate();
        if (rate != null && (rate.compareTo(MIN_CALLBACK) < 0 || rate.compareTo(MAX_CALLBACK) > 0)) {
            throw new VenueError(-1130, "Data sent for parameter 'callbackRate' is not valid.");
        }
    }

    private static void demand(String name, @Nullable BigDecimal value, boolean wanted) {
        if (value == null && wanted) {
            throw missing(name);
        }
        if (value != null && !wanted) {
            throw unwanted(name);
        }
    }

    private static VenueError missing(String name) {
        return new VenueError(
                -1102, "Mandatory parameter '%s' was not sent, was empty/null, or malformed.".formatted(name));
    }

    private static VenueError unwanted(String name) {
        return new VenueError(-1106, "Parameter '%s' sent when not required.".formatted(name));
    }
}
