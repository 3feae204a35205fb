package dev.asterbridge.exchange;

import java.util.regex.Pattern;

/**
 * The name this service gives an order before it is sent, and by which its outcome is looked up.
 *
 * <p>The exchange also admits {@code :} and {@code /}; they are left out because they are written differently in signed
 * and unsigned text. The exchange holds an id unique among open orders only: it is a key to look up, not a guard
 * against sending twice.
 */
public record ClientOrderId(String value) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,36}");

    public ClientOrderId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 36 letters, digits, dots, underscores or hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
