package dev.asterbridge.paper;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The named values of one request, decoded. A value that is sent empty counts as not sent.
 *
 * <p>Errors: {@code -1101} a name twice in one part, {@code -1100} text that cannot be decoded, {@code -1102} a
 * mandatory value that is missing or malformed.
 */
record Parameters(Map<String, String> values) {

    /** AsterDEX takes no exponents, no plus signs and no blanks. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    Parameters {
        values = Map.copyOf(values);
    }

    /** Reads form text such as {@code symbol=BTCUSDT&limit=5}. */
    static Parameters parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new VenueError(-1101, "Duplicate values for parameter detected.");
            }
        }
        return new Parameters(values);
    }

    /** Both together; where both have a name, this one's value stands. */
    Parameters orElse(Parameters others) {
        Map<String, String> all = new LinkedHashMap<>(others.values);
        all.putAll(values);
        return new Parameters(all);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    Optional<BigDecimal> decimal(String name) {
        return text(name).map(value -> {
            if (!PLAIN.matcher(value).matches()) {
                throw illegal(name);
            }
            try {
                return Decimals.parse(value);
            } catch (IllegalArgumentException e) {
                throw illegal(name);
            }
        });
    }

    Optional<Long> whole(String name) {
        return text(name).map(value -> {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw illegal(name);
            }
        });
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> {
            if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
                return value.equalsIgnoreCase("true");
            }
            throw illegal(name);
        });
    }

    /** @throws VenueError -1121 for a name that cannot be a symbol's */
    Optional<Symbol> symbol() {
        return text("symbol").map(name -> {
            try {
                Symbol symbol = new Symbol(name);
                if (symbol.name().equals(name)) {
                    return symbol;
                }
            } catch (IllegalArgumentException e) {
                // falls through: what cannot be a symbol is as unknown as one in lower case
            }
            throw new VenueError(-1121, "Invalid symbol.");
        });
    }

    /** One of the constants of an enum, in upper case as the exchange writes them. */
    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type, int code) {
        return text(name).map(value -> {
            try {
                return Enum.valueOf(type, value);
            } catch (IllegalArgumentException e) {
                throw new VenueError(code, "Invalid " + name + ".");
            }
        });
    }

    /** A count between 1 and {@code most}. */
    int limit(int standard, int most) {
        long limit = whole("limit").orElse((long) standard);
        if (limit < 1) {
            throw new VenueError(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, most);
    }

    static VenueError missing(String name) {
        return new VenueError(-1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    private static VenueError illegal(String name) {
        return new VenueError(-1100, "Illegal characters found in parameter '" + name + "'.");
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // falls through: a broken percent sign is an illegal character like any other
        }
        throw new VenueError(-1100, "Illegal characters found in a parameter.");
    }
}
