package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/** A request for an order in the making. */
final class Ask {

    private final Side side;
    private final VenueOrderType type;
    private Symbol symbol = TestVenue.BTC;
    private PositionSide positionSide;
    private TimeInForce timeInForce;
    private BigDecimal quantity;
    private BigDecimal price;
    private BigDecimal stopPrice;
    private BigDecimal activationPrice;
    private BigDecimal callbackRate;
    private Boolean reduceOnly;
    private boolean closePosition;
    private WorkingType workingType;
    private boolean priceProtect;
    private String clientOrderId;

    Ask(Side side, VenueOrderType type) {
        this.side = side;
        this.type = type;
    }

    Ask on(Symbol value) {
        symbol = value;
        return this;
    }

    Ask positionSide(PositionSide value) {
        positionSide = value;
        return this;
    }

    Ask timeInForce(TimeInForce value) {
        timeInForce = value;
        return this;
    }

    Ask quantity(String value) {
        quantity = new BigDecimal(value);
        return this;
    }

    Ask price(String value) {
        price = new BigDecimal(value);
        return this;
    }

    Ask stopPrice(String value) {
        stopPrice = new BigDecimal(value);
        return this;
    }

    Ask activationPrice(String value) {
        activationPrice = new BigDecimal(value);
        return this;
    }

    Ask callbackRate(String value) {
        callbackRate = new BigDecimal(value);
        return this;
    }

    Ask reduceOnly(Boolean value) {
        reduceOnly = value;
        return this;
    }

    Ask closePosition(boolean value) {
        closePosition = value;
        return this;
    }

    Ask workingType(WorkingType value) {
        workingType = value;
        return this;
    }

    Ask priceProtect(boolean value) {
        priceProtect = value;
        return this;
    }

    Ask clientOrderId(String value) {
        clientOrderId = value;
        return this;
    }

    NewOrder build() {
        return new NewOrder(
                symbol,
                side,
                positionSide,
                type,
                timeInForce,
                quantity,
                price,
                stopPrice,
                activationPrice,
                callbackRate,
                reduceOnly,
                closePosition,
                workingType,
                priceProtect,
                clientOrderId);
    }
}
