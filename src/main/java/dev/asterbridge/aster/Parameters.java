package dev.asterbridge.aster;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Request parameters in the order in which they are signed and sent. */
record Parameters(Map<String, String> values) {

    Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Parameters none() {
        return new Parameters(Map.of());
    }

    static Parameters of(String name, Object value) {
        return none().and(name, value);
    }

    Parameters and(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        return new Parameters(more);
    }

    /** {@code name=value} pairs joined by {@code &}, percent-encoded as UTF-8: these bytes are signed and sent. */
    String encoded() {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
