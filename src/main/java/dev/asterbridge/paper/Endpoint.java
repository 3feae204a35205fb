package dev.asterbridge.paper;

import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One row of the table of endpoints.
 *
 * @param path behind the version, such as {@code ticker/price}
 * @param versions the version decides the scheme: 3 is EIP-712, the others HMAC
 * @param weight what a request with these parameters counts against the limit
 * @param answer the body to answer with, to be written as JSON
 */
record Endpoint(
        String method,
        String path,
        Set<Integer> versions,
        Access access,
        ToIntFunction<Parameters> weight,
        Function<Call, Object> answer) {

    /** Who may call: anyone, those who sign, or those who sign and are counted as sending an order. */
    enum Access {
        PUBLIC,
        SIGNED,
        ORDER
    }

    boolean serves(int version, String called) {
        return versions.contains(version) && path.equals(called);
    }
}
