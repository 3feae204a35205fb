package dev.asterbridge.settings;

import java.util.regex.Pattern;

/** What a secret must be like that people choose themselves: long enough, and not left as some example had it. */
public final class ChosenSecret {

    /** The least length of a secret for alerts. */
    public static final int FOR_ALERTS = 8;

    private static final int LONGEST = 256;
    private static final Pattern TYPEABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            ".*(change[-_ ]?me|change[-_ ]?this|placeholder|your[-_ ]|example|\\$\\{|<.*>).*|(.)\\2*|(secret|password|12345678).{0,8}",
            Pattern.CASE_INSENSITIVE);

    private ChosenSecret() {}

    /** Completes "it must be ...". */
    public static String allowed(int least) {
        return "at least %d printable ASCII characters without spaces, and no placeholder".formatted(least);
    }

    public static boolean isUsable(String text, int least) {
        return text.length() >= least
                && text.length() <= LONGEST
                && TYPEABLE.matcher(text).matches()
                && !PLACEHOLDER.matcher(text).matches();
    }
}
