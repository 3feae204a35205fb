package dev.asterbridge.web;

import dev.asterbridge.settings.KeptSecrets;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;

/** Keeps the secrets that are set here out of what is repeated of a request. */
final class Mask {

    /** There are none. */
    static final Mask NONE = new Mask(new KeptSecrets(Set.of()));

    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final Pattern secrets;

    Mask(KeptSecrets secrets) {
        String all = secrets.texts().stream()
                // One may begin with another.
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.secrets = all.isEmpty() ? NEVER : Pattern.compile(all, Pattern.CASE_INSENSITIVE);
    }

    /** Whether one stands in it. */
    boolean hides(String text) {
        return secrets.matcher(text).find();
    }

    /** A path without them, also where they were written with percent signs. */
    String path(String path) {
        String masked = masked(path);
        String decoded = decoded(masked);
        return hides(decoded) ? masked(decoded) : masked;
    }

    private String masked(String text) {
        return secrets.matcher(text).replaceAll("***");
    }

    private static String decoded(String path) {
        try {
            return StringUtils.uriDecode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    @Override
    public String toString() {
        return "Mask[***]";
    }
}
