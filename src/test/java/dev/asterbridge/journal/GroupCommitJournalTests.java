package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitJournalTests {

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterARestart() {
        try (JournalOnDisk first = new JournalOnDisk(folder.resolve("journal.db"))) {
            first.event("a");
        }
        try (JournalOnDisk second = new JournalOnDisk(folder.resolve("journal.db"))) {
            second.event("b");
            assertThat(second.events()).isEqualTo(2);
        }
    }

    @Test
    void whatAWorkThrowsUndoesThatWorkAndIsThrownOn() {
        try (JournalOnDisk opened = new JournalOnDisk(folder.resolve("journal.db"))) {
            assertThatThrownBy(() -> opened.journal.write(transaction -> {
                        transaction.record("a", "noted", Map.of());
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            opened.event("b");
            assertThat(opened.events()).isEqualTo(1);
        }
    }
}
