package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFileTests {

    @TempDir
    Path folder;

    @Test
    void nobodyElseMayReadWhatItCreates() throws IOException {
        Path inside = folder.resolve("new/journal.db");
        try (JournalOnDisk opened = new JournalOnDisk(inside)) {
            opened.event("a");
            try (Stream<Path> files = Files.list(inside.getParent())) {
                assertThat(files)
                        .extracting(path -> path.getFileName() + " "
                                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .containsExactlyInAnyOrder(
                                "journal.db rw-------",
                                "journal.db-wal rw-------",
                                "journal.db-shm rw-------",
                                "journal.db.lock rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileThatOthersMayReadIsClosedToThem() throws IOException {
        Path file = Files.createFile(folder.resolve("journal.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (JournalOnDisk opened = new JournalOnDisk(file)) {
            assertThat(opened.events()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondProcessIsRefusedInOneSentence() throws IOException {
        Path file = folder.resolve("journal.db");
        try (JournalOnDisk opened = new JournalOnDisk(file);
                Child child = new Child(file, "second", Map.of())) {
            assertThat(child.line())
                    .isEqualTo("refused another process uses the journal " + file
                            + "; stop that one first, or set JOURNAL_FILE to a file of its own.;");
            opened.event("a");
        }
    }

    @Test
    void theSameProcessIsRefusedTooAndLosesNoLock() throws IOException {
        Path file = folder.resolve("journal.db");
        try (JournalOnDisk opened = new JournalOnDisk(file)) {
            opened.event("a");
            Path other = Files.createSymbolicLink(folder.resolve("other.db"), file);
            assertThatThrownBy(() -> new JournalOnDisk(file)).isInstanceOf(JournalRefused.class);
            assertThatThrownBy(() -> new JournalOnDisk(other)).isInstanceOf(JournalRefused.class);
            try (Child child = new Child(file, "third", Map.of())) {
                assertThat(child.line()).startsWith("refused ");
            }
        }
        try (JournalOnDisk opened = new JournalOnDisk(file)) {
            assertThat(opened.events()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "CIFS"})
    void diskOfOtherMachinesAreNoDisks(String type) {
        assertThat(JournalFile.isFarAway(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "ext2/ext3", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "apfs", "NTFS", "fuseblk"})
    void disksOfThisMachineAreTaken(String type) {
        assertThat(JournalFile.isFarAway(type)).isFalse();
    }

    @Test
    void theOperatorReadsTheSentenceHoweverDeepItIsWrapped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalRefusedReporter reporter =
                new JournalRefusedReporter(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(reporter.reportException(
                        new IllegalStateException("bean", new IllegalStateException(new JournalRefused("because.")))))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("The service did not start: because.");
        assertThat(reporter.reportException(new IllegalStateException("other"))).isFalse();
    }
}
