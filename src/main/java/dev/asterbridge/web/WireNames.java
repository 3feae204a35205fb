package dev.asterbridge.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Position;
import java.util.Map;

/**
 * What callers see of the trade's words, where it differs from the words themselves: AsterDEX's own names in snake_case.
 *
 * <p>The vocabulary knows no framework, so its names on the wire are given here.
 */
final class WireNames {

    static final Map<Class<?>, Class<?>> ALL = Map.of(
            Order.class,
            OrderNames.class,
            Position.class,
            PositionNames.class,
            LeverageChange.class,
            MaxNotional.class,
            Account.class,
            AccountNames.class,
            Account.Asset.class,
            AssetNames.class,
            Account.AccountPosition.class,
            AccountPositionNames.class);

    private WireNames() {}

    @JsonPropertyOrder({"order_id", "client_order_id", "symbol", "side", "position_side", "type", "status"})
    private interface OrderNames {

        @JsonProperty("orig_type")
        Object originalType();

        @JsonProperty("executed_qty")
        Object executedQuantity();

        @JsonProperty("avg_price")
        Object averagePrice();

        @JsonProperty("cum_quote")
        Object cumulativeQuote();

        @JsonProperty("time")
        Object createdAt();

        @JsonProperty("update_time")
        Object updatedAt();
    }

    @JsonIgnoreProperties("open")
    private interface PositionNames extends MaxNotional {

        @JsonProperty("position_amt")
        Object amount();

        @JsonProperty("update_time")
        Object updatedAt();
    }

    private interface MaxNotional {

        @JsonProperty("max_notional_value")
        Object maxNotional();
    }

    private interface AccountNames {

        @JsonProperty("total_maint_margin")
        Object totalMaintenanceMargin();
    }

    private interface AssetNames {

        @JsonProperty("maint_margin")
        Object maintenanceMargin();
    }

    private interface AccountPositionNames {

        @JsonProperty("position_amt")
        Object positionAmount();

        @JsonProperty("maint_margin")
        Object maintenanceMargin();
    }
}
