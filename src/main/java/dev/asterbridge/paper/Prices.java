package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.util.Optional;

/** What is known of AsterDEX's own prices. Asking never waits. */
interface Prices {

    Optional<LiveQuote> quote(Symbol symbol);

    /** For people. */
    String status();
}
