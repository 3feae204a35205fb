package dev.asterbridge.orders;

import dev.asterbridge.exchange.MarginType;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How a symbol is set up before it is first traded, where nothing else was said.
 *
 * @param defaultLeverage 1 to 125; lowered to what the symbol allows
 */
@ConfigurationProperties("bridge.trading")
record TradingProperties(int defaultLeverage, MarginType defaultMarginType) {}
