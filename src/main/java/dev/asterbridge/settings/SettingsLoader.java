package dev.asterbridge.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Reads the settings before anything starts and publishes them, tidied up and with their defaults, for the placeholders
 * of {@code application.yml}; ends the start with {@link WrongSettings} when there is anything wrong.
 */
class SettingsLoader implements EnvironmentPostProcessor, Ordered {

    /** The property source with every variable's value. */
    static final String SETTINGS = "settings";

    /** Its name's ending lets Spring read {@code SPRING_...} names in it as it does in the real environment. */
    private static final String DOT_ENV = "dotenv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Settings settings = new Settings();
        MutablePropertySources sources = environment.getPropertySources();
        String file = environment.getProperty("bridge.env-file", ".env");
        Map<String, Object> dotEnv = new HashMap<>(DotEnv.read(Path.of(file), settings::complain));
        SystemEnvironmentPropertySource dotEnvSource = new SystemEnvironmentPropertySource(DOT_ENV, dotEnv);
        if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
            sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, dotEnvSource);
        } else {
            sources.addLast(dotEnvSource);
        }

        settings.read(name -> raw(sources, name));
        settings.fill("LOG_FORMAT", environment.getProperty("bridge.log-format-default"));
        settings.fill("ASTERDEX_CHAIN_ID", Mode.chainOf(settings.value("ASTERDEX_BASE_URL")));
        Variables.ALL.forEach(variable -> settings.fill(variable.name(), variable.defaultAsRead()));
        String mode = Mode.decide(settings);
        if ("true".equals(settings.value("SHADOW")) && (mode.equals("paper") || mode.equals("venue"))) {
            // Whoever wants a shadow believes that the service trades with money.
            settings.complain(
                    "SHADOW is \"true\", but the mode is %s, in which nothing is traded beside which a shadow could run; it must be unset or false without ASTERDEX_* keys."
                            .formatted(mode));
        }
        // What is held on paper explains nothing of what is held with real money.
        settings.fill("JOURNAL_FILE", "data/journal-%s.db".formatted(mode));
        // On paper a newcomer loses nothing, and must not be stopped.
        Variables.WITH_REAL_MONEY.forEach((name, limit) -> settings.fill(name, mode.equals("paper") ? "off" : limit));
        if (!"venue".equals(mode)) {
            SpringFactoriesLoader.forDefaultResourceLocation(application.getClassLoader())
                    .load(SettingsCheck.class)
                    .forEach(settings::check);
        }
        if (!settings.problems().isEmpty()) {
            throw new WrongSettings(settings.problems());
        }
        publish(settings, mode, sources);
    }

    private static void publish(Settings settings, String mode, MutablePropertySources sources) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Variable variable : Variables.ALL) {
            String value = settings.value(variable.name());
            values.put(variable.name(), value == null ? "" : value);
        }
        // Spring itself reads an empty SERVER_PORT as server.port, and then listens on 8080.
        if (isBlank(raw(sources, "server.port"))) {
            sources.addFirst(new MapPropertySource("settings-port", Map.of("server.port", values.get("SERVER_PORT"))));
        }
        sources.addFirst(new MapPropertySource(SETTINGS, values));
        sources.addLast(new MapPropertySource(
                "settings-derived",
                Map.of(
                        "bridge.mode",
                        mode,
                        "bridge.log.others",
                        othersLevel(String.valueOf(values.get("LOG_LEVEL"))))));
    }

    /** Frameworks log headers and bodies at DEBUG, and secrets with them. */
    private static String othersLevel(String ours) {
        return switch (ours) {
            case "TRACE", "DEBUG" -> "INFO";
            case "INFO" -> "WARN";
            default -> ours;
        };
    }

    private static boolean isBlank(@Nullable String text) {
        return text != null && text.isBlank();
    }

    /** As it was given: a secret may hold characters that Spring would take for a placeholder. */
    private static @Nullable String raw(MutablePropertySources sources, @Nullable String name) {
        if (name == null) {
            return null;
        }
        for (PropertySource<?> source : sources) {
            Object value = source.getProperty(name);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }
}
