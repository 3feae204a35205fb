package dev.asterbridge.exchange;

import java.time.Instant;
import java.util.List;

/** What the line to the exchange must not forget when the process ends, and shares with other instances of the service. */
public interface LineMemory {

    /** Tells this instance's nonces from those of others that sign with the same key; 0 to 15. */
    int slot();

    /** The highest nonce on record for the signer; 0 when there is none. */
    long lastNonce(String signer);

    /** What is on record, whichever instance put it there. */
    List<Limit> limits();

    /**
     * Puts on record. Of two limits of one name the one that ends later stays; of two that end together, the one of which
     * more is used.
     */
    void keep(List<Limit> limits);

    /**
     * Something that ends by itself.
     *
     * @param name {@code silence}, or the name of a request limit
     * @param until its end, by the exchange's clock
     * @param used how much of it is used
     */
    record Limit(String name, Instant until, int used) {}
}
