package dev.asterbridge.aster;

import java.util.Map;

/**
 * A request's parameters as they are sent, signature included.
 *
 * @param text goes out byte for byte, as the query or as the form
 * @param headers go out with it
 * @param trace what may be logged to find out why a signature was not accepted
 */
record SignedText(String text, Map<String, String> headers, String trace) {

    @Override
    public String toString() {
        return trace;
    }
}
