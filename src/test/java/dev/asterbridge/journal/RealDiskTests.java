package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full or read-only, and an fsync that really fails; left out where this user may not. */
class RealDiskTests {

    private static final String SHIM = """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <stdlib.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            static int failing(void) { return access(getenv("FSYNC_FAILS"), F_OK) == 0; }
            static int fsync_really(int fd) { return syscall(SYS_fsync, fd); }
            int fsync(int fd) { if (failing()) { errno = EIO; return -1; } return fsync_really(fd); }
            int fdatasync(int fd) { return fsync(fd); }
            """;

    @TempDir
    Path folder;

    private Path mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            run("umount", "-l", mounted.toString());
        }
    }

    @Test
    void aFullDiskRefusesAndARoomyOneGoesOn() throws Exception {
        mount();
        List<String> acknowledged = new ArrayList<>();
        Path ballast = mounted.resolve("ballast");
        try (JournalOnDisk opened = new JournalOnDisk(mounted.resolve("journal.db"))) {
            Files.write(ballast, new byte[2 << 20]);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            opened.event("s" + i + "x".repeat(2000));
                            acknowledged.add("s" + i + "x".repeat(2000));
                        }
                    })
                    .isInstanceOf(JournalUnavailable.class);
            assertThatThrownBy(() -> opened.event("x".repeat(900_000))).isInstanceOf(JournalUnavailable.class);
            assertThat(opened.health().getStatus().getCode()).isEqualTo("DOWN");
            Files.delete(ballast);
            await().ignoreExceptionsInstanceOf(JournalUnavailable.class).untilAsserted(() -> opened.event("after"));
            acknowledged.add("after");

            assertThat(new HashSet<>(opened.ask("SELECT subject FROM events", String.class)))
                    .containsAll(acknowledged);
            assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
            assertThat(opened.health().getStatus().getCode()).isEqualTo("UP");
        }
    }

    @Test
    void aDiskThatIsFullAtTheStartIsWaitedFor() throws Exception {
        mount();
        Path ballast = mounted.resolve("ballast");
        fill(ballast);
        try (JournalOnDisk opened = new JournalOnDisk(mounted.resolve("journal.db"))) {
            assertThatThrownBy(() -> opened.event("a")).isInstanceOf(JournalUnavailable.class);
            Files.delete(ballast);
            await().ignoreExceptionsInstanceOf(JournalUnavailable.class).untilAsserted(() -> opened.event("b"));

            assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(1));
        }
    }

    @Test
    void aDiskThatBecameReadOnlyRefusesUntilItIsNot() throws Exception {
        mount();
        try (JournalOnDisk opened = new JournalOnDisk(mounted.resolve("journal.db"))) {
            opened.event("a");
        }
        assumeTrue(run("mount", "-o", "remount,ro", mounted.toString()) == 0);
        try (JournalOnDisk opened = new JournalOnDisk(mounted.resolve("journal.db"))) {
            assertThatThrownBy(() -> opened.event("b")).isInstanceOf(JournalUnavailable.class);
            run("mount", "-o", "remount,rw", mounted.toString());
            await().ignoreExceptionsInstanceOf(JournalUnavailable.class).untilAsserted(() -> opened.event("c"));

            assertThat(opened.ask("SELECT subject FROM events ORDER BY seq", String.class))
                    .containsExactly("a", "c");
        }
    }

    @Test
    void whenFsyncFailsNothingIsAcknowledgedUntilItWorksAgain() throws Exception {
        Path library = compiled();
        Path failing = folder.resolve("failing");
        Path file = folder.resolve("journal.db");
        Set<String> acknowledged = new HashSet<>();
        try (Child child =
                new Child(file, "child", Map.of("LD_PRELOAD", library.toString(), "FSYNC_FAILS", failing.toString()))) {
            take(child, acknowledged, 50);
            Files.createFile(failing);
            int refused = 0;
            for (String line = child.line(); refused < 200; line = child.line()) {
                if (line.startsWith("ok ")) {
                    assertThat(refused).as("acknowledged while fsync fails").isLessThan(16);
                    acknowledged.add(line.substring(3, line.length() - 1));
                } else {
                    refused++;
                }
            }
            Files.delete(failing);
            for (String line = child.line(); !line.startsWith("ok "); line = child.line()) {
                assertThat(line).startsWith("no ");
            }
            take(child, acknowledged, 50);
            child.kill();
        }
        try (JournalOnDisk opened = new JournalOnDisk(file)) {
            assertThat(new HashSet<>(opened.ask("SELECT subject FROM events", String.class)))
                    .containsAll(acknowledged);
            assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
        }
    }

    private static void take(Child child, Set<String> acknowledged, int some) throws IOException {
        for (int i = 0; i < some; i++) {
            String line = child.line();
            assertThat(line).startsWith("ok ");
            acknowledged.add(line.substring(3, line.length() - 1));
        }
    }

    private Path compiled() throws Exception {
        Path source = Files.writeString(folder.resolve("shim.c"), SHIM);
        Path library = folder.resolve("shim.so");
        assumeTrue(run("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString()) == 0, "no C compiler");
        return library;
    }

    private void mount() throws Exception {
        Path place = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", place.toString()) == 0,
                "this user may not mount");
        mounted = place;
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(ballast).isNotEmptyFile();
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
