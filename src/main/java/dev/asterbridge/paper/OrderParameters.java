package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an order from the parameters of a request. */
final class OrderParameters {

    private static final Set<TimeInForce> PLAIN =
            EnumSet.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTX);
    private static final Set<TimeInForce> IN_STRATEGIES =
            EnumSet.of(TimeInForce.GTC, TimeInForce.GTX, TimeInForce.GTE_GTC);

    private OrderParameters() {}

    /** An order by itself. */
    static NewOrder plain(Parameters parameters) {
        return read(
                parameters,
                timeInForce(parameters, PLAIN),
                parameters.text("newClientOrderId").orElse(null));
    }

    /** An order of a strategy, whose name is {@code clientOrderId} and which may not be {@code IOC} or {@code FOK}. */
    static NewOrder leg(Parameters parameters) {
        return read(
                parameters,
                timeInForce(parameters, IN_STRATEGIES),
                parameters.text("clientOrderId").orElse(null));
    }

    /** What an order of a strategy shall be from now on. */
    static LegChange change(int subId, Parameters parameters) {
        return new LegChange(
                subId,
                parameters.symbol().orElseThrow(() -> Parameters.missing("symbol")),
                side(parameters),
                type(parameters),
                positionSide(parameters),
                timeInForce(parameters, IN_STRATEGIES),
                parameters.decimal("quantity").orElse(null),
                parameters.decimal("price").orElse(null),
                parameters.decimal("stopPrice").orElse(null),
                parameters.decimal("activationPrice").orElse(null),
                parameters.decimal("callbackRate").orElse(null),
                parameters.flag("reduceOnly").orElse(null),
                parameters.flag("closePosition").orElse(null),
                workingType(parameters),
                parameters.flag("priceProtect").orElse(null));
    }

    private static NewOrder read(
            Parameters parameters, @Nullable TimeInForce timeInForce, @Nullable String clientOrderId) {
        return new NewOrder(
                parameters.symbol().orElseThrow(() -> Parameters.missing("symbol")),
                side(parameters),
                positionSide(parameters),
                type(parameters),
                timeInForce,
                parameters.decimal("quantity").orElse(null),
                parameters.decimal("price").orElse(null),
                parameters.decimal("stopPrice").orElse(null),
                parameters.decimal("activationPrice").orElse(null),
                parameters.decimal("callbackRate").orElse(null),
                parameters.flag("reduceOnly").orElse(null),
                parameters.flag("closePosition").orElse(false),
                workingType(parameters),
                parameters.flag("priceProtect").orElse(false),
                clientOrderId);
    }

    private static Side side(Parameters parameters) {
        return parameters.constant("side", Side.class, -1117).orElseThrow(() -> Parameters.missing("side"));
    }

    private static @Nullable PositionSide positionSide(Parameters parameters) {
        return parameters.constant("positionSide", PositionSide.class, -4060).orElse(null);
    }

    private static VenueOrderType type(Parameters parameters) {
        VenueOrderType type =
                parameters.constant("type", VenueOrderType.class, -1116).orElseThrow(() -> Parameters.missing("type"));
        if (type == VenueOrderType.LIQUIDATION) {
            throw new VenueError(-1116, "Invalid type.");
        }
        return type;
    }

    private static @Nullable TimeInForce timeInForce(Parameters parameters, Set<TimeInForce> allowed) {
        @Nullable
        TimeInForce asked =
                parameters.constant("timeInForce", TimeInForce.class, -1115).orElse(null);
        if (asked != null && !allowed.contains(asked)) {
            throw new VenueError(-1115, "Invalid timeInForce.");
        }
        return asked;
    }

    private static @Nullable WorkingType workingType(Parameters parameters) {
        return parameters.constant("workingType", WorkingType.class, -4031).orElse(null);
    }
}
