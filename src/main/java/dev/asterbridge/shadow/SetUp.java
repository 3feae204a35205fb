package dev.asterbridge.shadow;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What a symbol is traded with before the first order that opens something; the same as with money. */
@ConfigurationProperties("bridge.trading")
record SetUp(int defaultLeverage, MarginType defaultMarginType) {

    /** The same, as far as an alert says nothing else. */
    SetUp with(MarginTerms said) {
        return new SetUp(
                said.leverage() == null ? defaultLeverage : said.leverage(),
                said.marginType() == null ? defaultMarginType : said.marginType());
    }
}
