package dev.asterbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the operator starts it, in a process of its own. */
class StartTests {

    @TempDir
    Path folder;

    @Test
    void wrongSettingsStopTheStartWithAReadableBlockInEveryLogFormat() throws Exception {
        for (String format : new String[] {"json", "console"}) {
            String output = run(Map.of("LOG_FORMAT", format, "SERVER_PORT", "80000", "API_KEY", "canary"));

            assertThat(output.lines().filter(line -> !line.isBlank()))
                    .as(output)
                    .containsExactly(
                            "The service did not start, because its settings are wrong:",
                            "  - SERVER_PORT is \"80000\"; it must be a whole number from 1 to 65535.",
                            "  - API_KEY holds something else (not shown, 6 characters); it must be at least 16 "
                                    + "printable ASCII characters without spaces, and no placeholder.",
                            "They come from the environment, .env or the files of NAME_FILE; .env.example explains each.");
        }
    }

    private String run(Map<String, String> environment) throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AsterBridge.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("ASTERDEX_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output.toPath(), StandardCharsets.UTF_8);
    }
}
