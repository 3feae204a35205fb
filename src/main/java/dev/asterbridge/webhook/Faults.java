package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a message, field by field. */
final class Faults {

    /** More are named to nobody's use. */
    private static final int NAMED = 50;

    private final Secrets secrets;
    private final Set<Field> found = new LinkedHashSet<>();
    private final Set<String> placeholders = new HashSet<>();

    Faults(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Notes a fault.
     *
     * @param field with the way to it, such as {@code [1].order.amount}
     * @param value as it came; absent when it was missing, or is nobody's business
     */
    void add(String field, @Nullable String value, String message) {
        if (found.size() < NAMED && !placeholders.contains(field)) {
            found.add(new Field(
                    secrets.redact(field), value == null ? null : secrets.redact(value), secrets.redact(message)));
        }
    }

    /** Notes that something else should stand there; what it is now is of no interest then. */
    void addPlaceholder(String field, String placeholder) {
        add(field, placeholder, Placeholders.NOT_REPLACED);
        placeholders.add(field);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    Secrets secrets() {
        return secrets;
    }

    /** @throws ProblemException 400 naming them all, unless there are none */
    void requireNone() {
        if (!found.isEmpty()) {
            throw new ProblemException(Problem.badInput(List.copyOf(found)));
        }
    }
}
