package dev.asterbridge.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order signed and ready to be sent once; what must be on record before it is.
 *
 * <p>The signed text itself is only known to the line that made it.
 */
public interface SignedOrder {

    OrderRequest request();

    /** Who signed: the API wallet's address in lower case, or a name derived from the API key; no secret. */
    String signer();

    /** What the exchange takes only once; absent with API keys, which have no such thing. */
    @Nullable
    Long nonce();

    /** SHA-256 of the signed parameters without the signature, in hexadecimal. */
    String requestHash();

    /** From when on the exchange will not take it any more, by the exchange's clock. */
    Instant horizon();
}
