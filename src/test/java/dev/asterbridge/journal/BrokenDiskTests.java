package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/** What the disk may do: every write is on it, or says that it may not be, and all goes on by itself. */
class BrokenDiskTests {

    @TempDir
    Path folder;

    private FaultyDatabase disk;
    private JournalOnDisk opened;

    @BeforeEach
    void open() {
        disk = new FaultyDatabase(new SqliteDatabase(folder.resolve("journal.db"), new TestClock()));
        opened = new JournalOnDisk(disk, new TestClock(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void aCommitThatFailsIsNoPromiseAndEndsTheConnection() {
        opened.event("a");
        int connections = disk.opened.get();
        disk.failCommits = true;
        assertThatThrownBy(() -> opened.event("b"))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("disk I/O error");
        assertThat(opened.health().getStatus()).isEqualTo(Status.DOWN);
        disk.failCommits = false;
        opened.event("c");

        assertThat(disk.opened.get()).isGreaterThan(connections);
        assertThat(opened.ask("SELECT subject FROM events ORDER BY seq", String.class))
                .containsExactly("a", "c");
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(2));
        assertThat(opened.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aCommitThatFailedAndYetHappenedDoesNotBreakTheChain() {
        disk.failCommits = true;
        disk.commitBeforeFailing = true;
        assertThatThrownBy(() -> opened.event("a")).isInstanceOf(JournalUnavailable.class);
        disk.failCommits = false;
        opened.event("b");

        assertThat(opened.ask("SELECT subject FROM events ORDER BY seq", String.class))
                .containsExactly("a", "b");
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(2));
    }

    @Test
    void whateverCallFailsNothingThatWasAcknowledgedIsLost() {
        List<String> acknowledged = new ArrayList<>();
        for (int call = 1; call <= 25; call++) {
            disk.failAfter(call, 1);
            for (int i = 0; i < 3; i++) {
                String subject = call + "-" + i;
                try {
                    opened.event(subject);
                    acknowledged.add(subject);
                } catch (JournalUnavailable e) {
                    assertThat(e).hasMessageContaining("journal");
                }
            }
            disk.failFrom = Integer.MAX_VALUE;
            await().ignoreExceptionsInstanceOf(JournalUnavailable.class).untilAsserted(() -> opened.event("again"));
        }

        assertThat(acknowledged).hasSizeGreaterThan(25);
        assertThat(opened.ask("SELECT subject FROM events", String.class)).containsAll(acknowledged);
        assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
    }

    @Test
    void aJournalThatCannotBeOpenedAtStartIsOpenedLater() {
        opened.close();
        disk.failOpening = true;
        opened = new JournalOnDisk(disk, new TestClock(), Duration.ofMillis(300));

        assertThatThrownBy(() -> opened.event("a")).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(opened::events).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(() -> opened.seat.slot()).isInstanceOf(JournalUnavailable.class);
        assertThat(opened.health().getStatus()).isEqualTo(Status.DOWN);

        disk.failOpening = false;
        await().untilAsserted(() -> assertThat(opened.health().getStatus()).isEqualTo(Status.UP));
        opened.event("b");
        assertThat(opened.events()).isEqualTo(1);
    }

    @Test
    void aFileWithoutRoomRefusesUntilThereIsRoom() {
        opened.event("a");
        opened.journal.write(transaction -> {
            transaction.sql().sql("PRAGMA max_page_count = 1").query(Long.class).single();
            return 0;
        });
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        opened.event("x".repeat(3000) + i);
                    }
                })
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("full");

        opened.event("after");
        assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
    }
}
