package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCheckTests {

    @TempDir
    Path folder;

    private Path file;
    private JournalOnDisk opened;

    @BeforeEach
    void openWithTenEvents() {
        file = folder.resolve("journal.db");
        opened = new JournalOnDisk(file);
        for (int i = 0; i < 10; i++) {
            opened.event("s" + i);
        }
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void aJournalNobodyTouchedIsSound() {
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE events SET data = '{\"n\":2}' WHERE seq = 5",
                "UPDATE events SET subject = 's9' WHERE seq = 5",
                "UPDATE events SET kind = 'other' WHERE seq = 5",
                "UPDATE events SET at = at + 1 WHERE seq = 5",
                "UPDATE events SET previous = hash WHERE seq = 5",
                "UPDATE events SET hash = previous WHERE seq = 5",
                "UPDATE events SET chain = 1 WHERE seq = 5",
                "DELETE FROM events WHERE seq = 5",
            })
    void anEventThatWasChangedByHandIsFoundAndNothingIsWrittenAnyMore(String change) throws SQLException {
        opened.close();
        byHand(change);
        opened = new JournalOnDisk(file);

        assertThat(opened.check())
                .isInstanceOfSatisfying(
                        JournalCheck.Damaged.class,
                        damaged -> assertThat(damaged.where()).startsWith("event 5 of chain"));
        assertThatThrownBy(() -> opened.event("more"))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("restore a backup or move the file away");
        assertThat(opened.health().getDetails().get("problem").toString()).contains("event 5 of chain");
        assertThat(opened.events()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aChainWhoseFrontWasPrunedIsSound() throws SQLException {
        opened.close();
        byHand("DELETE FROM events WHERE seq < 5");
        opened = new JournalOnDisk(file);
        opened.event("more");

        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(7));
    }

    @Test
    void bytesThatFlippedInTheFileAreFound() throws IOException {
        opened.close();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 4096; at + 4096 <= bytes.length(); at += 4096) {
                bytes.seek(at);
                bytes.write(new byte[64]);
            }
        }
        opened = new JournalOnDisk(file);

        assertThatThrownBy(() -> {
                    assertThat(opened.check()).isInstanceOf(JournalCheck.Damaged.class);
                    opened.event("more");
                })
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void oneByteOfOneEventThatFlippedInTheFileIsFound() throws IOException {
        opened.close();
        byte[] all = Files.readAllBytes(file);
        int at = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("s3noted");
        assertThat(at).isPositive();
        all[at + 1] = '4';
        Files.write(file, all);
        opened = new JournalOnDisk(file);

        assertThat(opened.check())
                .isEqualTo(new JournalCheck.Damaged("an event is not what was written", "event 4 of chain 0"));
    }

    @Test
    void whatIsNoJournalAtAllIsNotOverwritten() throws IOException {
        opened.close();
        byte[] letter = "Dear Sir or Madam, ".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(file, letter);
        opened = new JournalOnDisk(file);

        assertThatThrownBy(() -> opened.event("more"))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("damaged");
        assertThat(file).hasBinaryContent(letter);
    }

    @Test
    void aFileThatWasMovedAwayTakesNothingMore() throws IOException {
        Files.move(file, folder.resolve("elsewhere.db"));

        assertThatThrownBy(() -> opened.event("more"))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("moved or deleted");
        assertThatThrownBy(() -> opened.event("more")).isInstanceOf(JournalUnavailable.class);
    }

    @Test
    void manyEventsAreWalkedInSeconds() {
        int events = "full".equals(System.getProperty("proof.size", "ci")) ? 1_000_000 : 50_000;
        for (int left = events - 10; left > 0; left -= 10_000) {
            int some = Math.min(left, 10_000);
            opened.journal.write(transaction -> {
                for (int i = 0; i < some; i++) {
                    transaction.record(
                            "k7tu5d8c23r6qndrkp1vla",
                            "attempt_settled",
                            Map.of("outcome", "executed", "order_id", 123456789L + i, "quantity", "0.125"));
                }
                return 0;
            });
        }
        long start = System.nanoTime();

        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(events));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("verified %d events in %d ms%n", events, took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(60));
    }

    private void byHand(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var hand = connection.createStatement()) {
            assertThat(hand.executeUpdate(statement)).isPositive();
        }
    }
}
