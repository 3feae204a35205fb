package dev.asterbridge.webhook;

import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.symbols.SymbolBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Knows which symbol an alert means by a name: an alias stands for another symbol, unless it is one that is listed. */
@Component
class SymbolNames {

    private static final Logger log = LoggerFactory.getLogger(SymbolNames.class);

    private final SymbolBook book;
    private final MarketReader market;

    SymbolNames(SymbolBook book, MarketReader market) {
        this.book = book;
        this.market = market;
    }

    /**
     * The symbol that is meant; asks nobody.
     *
     * <p>While it is not known yet what is listed, the alias stands: what comes of it is looked at again before an order.
     */
    Symbol meantBy(Symbol name) {
        Symbol meant = book.meantBy(name);
        if (meant == null) {
            return name;
        }
        if (market.isListed(name)) {
            log.atWarn()
                    .addKeyValue("event", "alias_not_used")
                    .log(
                            "{} is listed on AsterDEX itself and is not taken for {}; take it out of SYMBOLS_FILE",
                            name,
                            meant);
            return name;
        }
        return meant;
    }
}
