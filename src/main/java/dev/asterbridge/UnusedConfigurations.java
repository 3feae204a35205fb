package dev.asterbridge;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out what a library would set up beside the part of it that is used, which costs half a second at every start:
 * of Resilience4j only the retry itself is used, by the room {@code aster}.
 */
class UnusedConfigurations implements AutoConfigurationImportFilter {

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            wanted[i] = name == null || !name.startsWith("io.github.resilience4j.");
        }
        return wanted;
    }
}
