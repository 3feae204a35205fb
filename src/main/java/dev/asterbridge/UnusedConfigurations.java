package dev.asterbridge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out what a library would set up beside the part of it that is used, which costs half a second at every start:
 * of Resilience4j only the retry itself is used, by the room {@code aster}; the database is the business of the room
 * {@code journal}.
 */
class UnusedConfigurations implements AutoConfigurationImportFilter {

    private static final List<String> UNUSED = List.of(
            "io.github.resilience4j.",
            "org.springframework.boot.autoconfigure.jdbc.",
            "org.springframework.boot.autoconfigure.flyway.",
            "org.springframework.boot.autoconfigure.sql.",
            "org.springframework.boot.autoconfigure.transaction.",
            "org.springframework.boot.actuate.autoconfigure.jdbc.",
            "org.springframework.boot.actuate.autoconfigure.flyway.",
            "org.springframework.boot.actuate.autoconfigure.metrics.jdbc.");

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            wanted[i] = name == null || UNUSED.stream().noneMatch(name::startsWith);
        }
        return wanted;
    }
}
