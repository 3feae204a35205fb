package dev.asterbridge.risk;

import dev.asterbridge.risk.Caps.Name;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the account, each {@code off} or what {@link Name} reads.
 *
 * @param maxOrderNotional what one order may be worth, in USDT
 * @param maxPositionNotional what the position on one symbol may come to be worth, in USDT
 * @param maxLeverage what a symbol may be traded with
 * @param maxOpenPositions how many positions there may be
 * @param maxOrdersPerMinute how many orders may add exposure within a minute
 * @param maxDailyLoss what may be lost since midnight UTC, as {@code 5%} or in USDT
 * @param maxDrawdown how far the equity may fall from its peak
 * @param allowedSymbols on what something may be opened, with commas between them, or {@code all}
 * @param maxPriceDeviation how far a limit may be from the mark price
 * @param limitsFile where limits of single symbols and strategies are; empty for {@code config/limits.yml}, if it is there
 */
@ConfigurationProperties("bridge.risk")
record RiskProperties(
        @DefaultValue("off") String maxOrderNotional,
        @DefaultValue("off") String maxPositionNotional,
        @DefaultValue("off") String maxLeverage,
        @DefaultValue("off") String maxOpenPositions,
        @DefaultValue("off") String maxOrdersPerMinute,
        @DefaultValue("off") String maxDailyLoss,
        @DefaultValue("off") String maxDrawdown,
        @DefaultValue("all") String allowedSymbols,
        @DefaultValue("off") String maxPriceDeviation,
        @DefaultValue("") String limitsFile) {

    Map<Name, String> texts() {
        return Map.of(
                Name.MAX_ORDER_NOTIONAL, maxOrderNotional,
                Name.MAX_POSITION_NOTIONAL, maxPositionNotional,
                Name.MAX_LEVERAGE, maxLeverage,
                Name.MAX_OPEN_POSITIONS, maxOpenPositions,
                Name.MAX_ORDERS_PER_MINUTE, maxOrdersPerMinute,
                Name.MAX_DAILY_LOSS, maxDailyLoss,
                Name.MAX_DRAWDOWN, maxDrawdown,
                Name.ALLOWED_SYMBOLS, allowedSymbols,
                Name.MAX_PRICE_DEVIATION, maxPriceDeviation);
    }
}
