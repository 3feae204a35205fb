package dev.asterbridge.paper;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;

/** Whether an order passes its symbol's filters. */
final class FilterChecks {

    private FilterChecks() {}

    /** Checks an order that is well formed; every failure has AsterDEX's own code. */
    static void check(VenueOrder order, Instrument instrument, Quote quote) {
        if (!order.closePosition()) {
            checkQuantity(order, instrument);
        }
        if (order.type().isPriced()) {
            checkPrice(order.price(), instrument);
        }
        checkTriggerPrices(order, instrument);
        checkPercentPrice(order, instrument.rules(), quote);
        checkNotional(order, instrument.rules(), quote);
    }

    /** Whether the symbol may be traded at all; known before it has a price. */
    static void checkStatus(InstrumentRules rules) {
        if (rules.status().equals("CLOSE")) {
            throw new VenueError(-4141, "Symbol is closed.");
        }
        if (!rules.isTrading()) {
            throw new VenueError(-4022, "Invalid market status.");
        }
    }

    private static void checkQuantity(VenueOrder order, Instrument instrument) {
        InstrumentRules rules = instrument.rules();
        Grid lot = order.type().isPriced() ? rules.lot() : rules.marketLot();
        BigDecimal quantity = order.quantity();
        checkPrecision(quantity, instrument.quantityPrecision());
        refuse(quantity.signum() <= 0, -4003, "Quantity less than zero.");
        refuse(lot.isBelowMin(quantity), -4004, "Quantity less than min quantity.");
        refuse(lot.isAboveMax(quantity), -4005, "Quantity greater than max quantity.");
        refuse(isOff(lot, quantity), -4023, "Qty not increased by step size.");
    }

    private static void checkPrice(BigDecimal price, Instrument instrument) {
        Grid grid = instrument.rules().price();
        checkPrecision(price, instrument.pricePrecision());
        refuse(price.signum() <= 0, -4001, "Price less than 0.");
        refuse(grid.isAboveMax(price), -4002, "Price greater than max price.");
        refuse(grid.isBelowMin(price), -4013, "Price less than min price.");
        refuse(isOff(grid, price), -4014, "Price not increased by tick size.");
    }

    private static void checkTriggerPrices(VenueOrder order, Instrument instrument) {
        if (!order.type().isConditional()) {
            return;
        }
        Grid grid = instrument.rules().price();
        boolean trailing = order.type() == VenueOrderType.TRAILING_STOP_MARKET;
        BigDecimal trigger = trailing ? order.activatePrice() : order.stopPrice();
        refuse(trailing && trigger.signum() <= 0, -4135, "Invalid activation price");
        refuse(trigger.signum() <= 0, -4006, "Stop price less than zero.");
        if (trailing && order.trailed() != null) {
            // Not the client's price but the market's.
            return;
        }
        checkPrecision(trigger, instrument.pricePrecision());
        refuse(grid.isAboveMax(trigger), -4007, "Stop price greater than max price.");
        refuse(grid.isBelowMin(trigger), -4013, "Price less than min price.");
        refuse(isOff(grid, trigger), -4014, "Price not increased by tick size.");
    }

    private static void checkPercentPrice(VenueOrder order, InstrumentRules rules, Quote quote) {
        if (!order.type().isPriced()) {
            return;
        }
        boolean stop = order.type().isConditional();
        BigDecimal from = stop ? order.stopPrice() : quote.mark();
        BigDecimal most = from.multiply(rules.multiplierUp());
        BigDecimal least = from.multiply(rules.multiplierDown());
        boolean buys = order.side() == Side.BUY;
        if (buys && most.signum() > 0 && order.price().compareTo(most) > 0) {
            throw new VenueError(
                    stop ? -4183 : -4016, "Limit price can't be higher than %s.".formatted(Decimals.plain(most)));
        }
        if (!buys && order.price().compareTo(least) < 0) {
            throw new VenueError(
                    stop ? -4184 : -4024, "Limit price can't be lower than %s.".formatted(Decimals.plain(least)));
        }
    }

    private static void checkNotional(VenueOrder order, InstrumentRules rules, Quote quote) {
        if (order.reducing()) {
            return;
        }
        BigDecimal price = switch (order.type()) {
            case LIMIT, STOP, TAKE_PROFIT -> order.price();
            case STOP_MARKET, TAKE_PROFIT_MARKET -> order.stopPrice();
            case MARKET, TRAILING_STOP_MARKET, LIQUIDATION -> quote.mark();
        };
        refuse(
                price.multiply(order.quantity()).compareTo(rules.minNotional()) < 0,
                -4164,
                "Order's notional must be no smaller than %s (unless you choose reduce only)."
                        .formatted(Decimals.plain(rules.minNotional())));
    }

    private static void checkPrecision(BigDecimal value, int most) {
        refuse(
                value.stripTrailingZeros().scale() > most,
                -1111,
                "Precision is over the maximum defined for this asset.");
    }

    private static boolean isOff(Grid grid, BigDecimal value) {
        return grid.floor(value).compareTo(value) != 0;
    }

    private static void refuse(boolean wrong, int code, String message) {
        if (wrong) {
            throw new VenueError(code, message);
        }
    }
}
