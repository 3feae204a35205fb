package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an order ended without a fill, as far as its terms tell: the exchange itself gives no reason. */
final class Unfilled {

    private Unfilled() {}

    /** One sentence: what became of it, why, and what would be right. */
    static String sentence(Signal signal, Order order) {
        return "The exchange took the order %d and ended it %s without a fill: %s"
                .formatted(order.orderId(), order.status(), why(signal, order));
    }

    private static String why(Signal signal, Order order) {
        String reach = "%s or %s".formatted(plain(order.price()), order.side() == Side.BUY ? "lower" : "higher");
        return switch (order.timeInForce().toUpperCase(Locale.ROOT)) {
            case "IOC" -> atOnce(maxSlippage(signal), reach);
            case "FOK" ->
                "time_in_force FOK takes all of it at once or nothing, and %s was not on offer at %s; order less, give a price nearer the market, or GTC to let it rest"
                        .formatted(plain(order.quantity()), reach);
            case "GTX" ->
                "time_in_force GTX only rests, and at the price %s it would have been filled at once; give a %s price, or GTC to take what is on offer"
                        .formatted(plain(order.price()), order.side() == Side.BUY ? "lower" : "higher");
            default -> byType(order);
        };
    }

    private static String atOnce(@Nullable BigDecimal slippage, String reach) {
        return slippage == null
                ? "time_in_force IOC takes what it gets at once, and nothing was on offer at %s; give a price nearer the market, or GTC to let it rest"
                        .formatted(reach)
                : "max_slippage %s%% lets it be filled at %s, and nothing was on offer there; allow more, or leave it out"
                        .formatted(plain(slippage), reach);
    }

    private static String byType(Order order) {
        if (order.status() == OrderStatus.CANCELED) {
            return "it was cancelled before it could be filled, by hand or by AsterDEX";
        }
        boolean atMarket = order.type().endsWith("MARKET");
        return atMarket
                ? "nothing was on offer within the price protection that AsterDEX has for orders at market; try again, or give a limit"
                : "AsterDEX does not say why; look at the order there";
    }

    /** How far from the mark price a market order may be filled; absent where nothing was said of it. */
    private static @Nullable BigDecimal maxSlippage(Signal signal) {
        return switch (signal.intent()) {
            case Signal.Open it -> it.entry().maxSlippage();
            case Signal.Increase it -> it.entry().maxSlippage();
            case Signal.Decrease it -> it.entry().maxSlippage();
            case Signal.Target it -> it.entry().maxSlippage();
            case Signal.Close ignored -> null;
            case Signal.Cancel ignored -> null;
        };
    }
}
