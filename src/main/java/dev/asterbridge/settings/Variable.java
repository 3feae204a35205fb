package dev.asterbridge.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One environment variable that operators may set.
 *
 * @param byDefault what stands when it is unset; null when then there is none
 * @param secret whether its value must never be shown, and may come from a file
 * @param meaning one sentence for {@code .env.example}
 */
record Variable(String name, @Nullable String byDefault, boolean secret, String meaning, Rule rule) {

    private static final Pattern KEY_LIKE = Pattern.compile(".*[0-9a-fA-F]{64}.*");
    private static final int SHOWN = 60;

    static Variable plain(String name, @Nullable String byDefault, Rule rule, String meaning) {
        return new Variable(name, byDefault, false, meaning, rule);
    }

    static Variable secret(String name, Rule rule, String meaning) {
        return new Variable(name, null, true, meaning, rule);
    }

    @Nullable
    String defaultAsRead() {
        return byDefault == null ? null : rule.reading().read(byDefault);
    }

    /** The variable that names the file with the value. */
    String fileName() {
        return name + "_FILE";
    }

    /** What is wrong with a value, in one sentence that gives nothing away. */
    String complaint(String given) {
        return "%s %s; it must be %s.".formatted(name, shown(given), rule.allowed());
    }

    private String shown(String given) {
        if (secret) {
            return "holds something else (not shown, %d characters)".formatted(given.length());
        }
        if (KEY_LIKE.matcher(given).matches()) {
            return "holds what looks like a private key (not shown)";
        }
        String oneLine = given.replaceAll("//[^/@]*@", "//***@").replaceAll("\\p{Cntrl}", "?");
        return "is \"" + (oneLine.length() > SHOWN ? oneLine.substring(0, SHOWN) + "..." : oneLine) + "\"";
    }
}
