package dev.asterbridge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/** Keeps out the rooms that the mode has no use for: the paper exchange beside real money, the bridge in the venue. */
class RoomFilter implements TypeFilter, EnvironmentAware {

    private static final String HOUSE = "dev.asterbridge.";
    private static final List<String> VENUE_ROOMS = List.of("paper", "web", "settings");

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
        String name = reader.getClassMetadata().getClassName();
        String mode = environment == null ? "paper" : environment.getProperty("bridge.mode", "paper");
        return excludes(mode, name);
    }

    static boolean excludes(String mode, String className) {
        String inside = className.startsWith(HOUSE) ? className.substring(HOUSE.length()) : "";
        int dot = inside.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String room = inside.substring(0, dot);
        return switch (mode) {
            case "paper" -> false;
            case "venue" -> !VENUE_ROOMS.contains(room);
            case "testnet", "live" -> room.equals("paper");
            default -> throw new IllegalStateException("bridge.mode is " + mode);
        };
    }
}
