package dev.asterbridge.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads all variables and gathers what is wrong with them. */
final class Settings {

    private static final int MAX_SECRET_BYTES = 8192;

    private final Map<String, @Nullable String> values = new LinkedHashMap<>();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * Reads every variable.
     *
     * @param given what was given for a name, null when nothing was
     */
    void read(UnaryOperator<@Nullable String> given) {
        for (Variable variable : Variables.ALL) {
            String text = variable.secret() ? secret(variable, given) : filled(given.apply(variable.name()));
            String value = text == null ? null : variable.rule().reading().read(text);
            if (text != null && value == null) {
                wrong.add(variable.name());
                complain(variable.complaint(text));
            }
            values.put(variable.name(), value);
        }
    }

    /** Fills in what was left unset. */
    void fill(String name, @Nullable String value) {
        if (values.get(name) == null && !wrong.contains(name)) {
            values.put(name, value);
        }
    }

    /** Lets a room look at the values together; a check that needs a wrong one ends there. */
    void check(SettingsCheck check) {
        try {
            check.check(name -> wrong.contains(name) || values.get(name) != null, this::require, this::complain);
        } catch (AlreadySaid e) {
            // The variable itself has been named; what follows from it would only confuse.
        }
    }

    void complain(String problem) {
        problems.add(problem);
    }

    /** The value as read, null when unset or wrong. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** Whether something was given for the name, right or wrong. */
    boolean given(String name) {
        return values.get(name) != null || wrong.contains(name);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private @Nullable String require(@Nullable String name) {
        if (name != null && wrong.contains(name)) {
            throw new AlreadySaid();
        }
        return values.get(name);
    }

    private @Nullable String secret(Variable variable, UnaryOperator<@Nullable String> given) {
        String inline = filled(given.apply(variable.name()));
        String file = filled(given.apply(variable.fileName()));
        if (file == null) {
            return inline;
        }
        String obstacle = null;
        if (inline != null) {
            complain("%s and %s are both set; it must be one of them.".formatted(variable.name(), variable.fileName()));
        } else {
            try {
                Path path = Path.of(file);
                String content = Files.size(path) > MAX_SECRET_BYTES
                        ? ""
                        : Files.readString(path, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
                if (!content.isEmpty()) {
                    return content;
                }
                obstacle = "is empty or too large";
            } catch (IOException | IllegalArgumentException e) {
                obstacle = "cannot be read";
            }
            complain("%s names %s, which %s; it must be a file that holds the value of %s."
                    .formatted(variable.fileName(), file, obstacle, variable.name()));
        }
        wrong.add(variable.name());
        return null;
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static final class AlreadySaid extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
