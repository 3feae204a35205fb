package dev.asterbridge.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client transmitted, as received and not decoded: the text its signature covers.
 *
 * @param query the query string without the signature, never null
 * @param body the form body without the signature, never null
 * @param signature the signature, wherever it stood
 */
record Transmission(String query, String body, Optional<String> signature) {

    private static final String SIGNATURE = "signature=";

    /** Takes the signature out of the two parts. */
    static Transmission received(String query, String body) {
        List<String> signatures = new ArrayList<>();
        String signedQuery = without(query, signatures);
        String signedBody = without(body, signatures);
        if (signatures.size() > 1) {
            throw new VenueError(-1101, "Duplicate values for parameter 'signature' detected.");
        }
        return new Transmission(signedQuery, signedBody, signatures.stream().findFirst());
    }

    /** The message of an EIP-712 signature; where both parts are used, an ampersand joins them. */
    String message() {
        return query.isEmpty() || body.isEmpty() ? query + body : query + "&" + body;
    }

    /** The message of an HMAC signature: nothing stands between the two parts. */
    String totalParams() {
        return query + body;
    }

    /** The values of an EIP-712 request: a name may be sent once. */
    Parameters strictParameters() {
        return Parameters.parse(message());
    }

    /** The values of an HMAC request: what is in both parts counts as in the query. */
    Parameters parameters() {
        return Parameters.parse(query).orElse(Parameters.parse(body));
    }

    @Override
    public String toString() {
        return "Transmission[" + (query.length() + body.length()) + " characters]";
    }

    private static String without(String text, List<String> signatures) {
        List<String> signed = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            if (pair.startsWith(SIGNATURE)) {
                signatures.add(pair.substring(SIGNATURE.length()));
            } else {
                signed.add(pair);
            }
        }
        return String.join("&", signed);
    }
}
