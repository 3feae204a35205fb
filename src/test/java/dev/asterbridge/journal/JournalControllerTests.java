package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.web.OneController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalControllerTests {

    @TempDir
    Path folder;

    @Test
    void aCopyIsAJournalLikeTheOneItIsOf() throws Exception {
        Path copy = folder.resolve("backups/journal-20260115T120000.000Z.db");
        try (JournalOnDisk opened = new JournalOnDisk(folder.resolve("journal.db"))) {
            opened.event("a");
            OneController.alone(controller(opened.database))
                    .perform(post("/journal/backup"))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.file").value(copy.toString()))
                    .andExpect(jsonPath("$.bytes").value(org.hamcrest.Matchers.greaterThan(1000)))
                    .andExpect(jsonPath("$.duration_ms").isNumber());
            opened.event("b");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        Files.copy(copy, folder.resolve("restored.db"));
        try (JournalOnDisk restored = new JournalOnDisk(folder.resolve("restored.db"))) {
            assertThat(restored.ask("SELECT subject FROM events", String.class)).containsExactly("a");
            assertThat(restored.check()).isEqualTo(new JournalCheck.Sound(1));
            restored.event("c");
        }
    }

    @Test
    void aCopyThatFailsLeavesNothingBehind() throws Exception {
        Path folderInTheWay = Files.createDirectories(folder.resolve("backups/journal-20260115T120000.000Z.db/x"));
        try (JournalOnDisk opened = new JournalOnDisk(folder.resolve("journal.db"))) {
            OneController.alone(controller(opened.database))
                    .perform(post("/journal/backup"))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(jsonPath("$.error").value("JOURNAL_UNAVAILABLE"));
        }
        assertThat(folderInTheWay).exists();
    }

    @Test
    void postgresHasItsOwnTool() throws Exception {
        OneController.alone(controller(new PostgresDatabase("postgres://localhost/none")))
                .perform(post("/journal/backup"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("pg_dump")));
    }

    private JournalController controller(Database database) throws IOException {
        JournalProperties properties =
                new JournalProperties(folder.resolve("journal.db"), "", Duration.ofDays(90), Duration.ofSeconds(2));
        return new JournalController(new Backup(database, properties, new TestClock()));
    }
}
