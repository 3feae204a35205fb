package dev.asterbridge.exchange;

import java.time.Instant;

/** The time at the exchange. */
public interface ExchangeClock {

    /** Our clock, corrected by what was measured last; our clock may have jumped since. */
    Instant now();

    /**
     * What the exchange says its time is, asked for now.
     *
     * @throws ExchangeUnavailable when it did not answer
     */
    Instant ask();
}
