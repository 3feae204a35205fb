package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at any instant: what was acknowledged is there. */
class KilledProcessTests {

    private static final int RUNS = "full".equals(System.getProperty("proof.size", "ci")) ? 200 : 20;

    @TempDir
    Path folder;

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        Path file = folder.resolve("journal.db");
        Random random = new Random(7);
        Set<String> acknowledged = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            try (Child child = new Child(file, "run" + run, Map.of())) {
                int enough = 1 + random.nextInt(200);
                for (int i = 0; i < enough; i++) {
                    acknowledged.add(subject(child.line()));
                }
                child.kill();
                for (String line = child.line(); line != null; line = child.line()) {
                    acknowledged.add(subject(line));
                }
            }
            try (JournalOnDisk opened = new JournalOnDisk(file)) {
                assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
                assertThat(new HashSet<>(opened.ask("SELECT subject FROM events", String.class)))
                        .containsAll(acknowledged);
            }
        }

        assertThat(acknowledged).hasSizeGreaterThan(RUNS * 10);
    }

    private static String subject(String line) {
        assertThat(line).startsWith("ok ");
        return line.substring(3, line.length() - 1);
    }
}
