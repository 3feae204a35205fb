package dev.asterbridge.journal;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Copies the journal into a file beside it, while it is being written. */
@Component
class Backup {

    private static final Logger log = LoggerFactory.getLogger(Backup.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'journal-'yyyyMMdd'T'HHmmss.SSS'Z.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Database database;
    private final Path folder;
    private final Clock clock;

    Backup(Database database, JournalProperties properties, Clock clock) {
        this.database = database;
        this.folder = properties.file().toAbsolutePath().normalize().resolveSibling("backups");
        this.clock = clock;
    }

    /** A finished copy. */
    record Copy(String file, long bytes, Duration took) {}

    synchronized Copy make() {
        if (database.shared()) {
            throw new ProblemException(
                    Problem.conflict("NOT_A_FILE", "The journal is a PostgreSQL database; back it up with pg_dump."));
        }
        long start = System.nanoTime();
        Path file = folder.resolve(NAME.format(clock.instant()));
        try {
            JournalFile.createFolder(folder);
            JournalFile.createPrivately(file);
            database.copyTo(file);
            long bytes = sync(file);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            log.atInfo()
                    .addKeyValue("event", "journal_backed_up")
                    .addKeyValue("file", file)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("duration_ms", took.toMillis())
                    .log("The journal has been copied.");
            return new Copy(file.toString(), bytes, took);
        } catch (IOException | SQLException e) {
            throw failed(file, e);
        }
    }

    private static long sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            return channel.size();
        }
    }

    private static ProblemException failed(Path file, Exception e) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException again) {
            e.addSuppressed(again);
        }
        log.atWarn()
                .addKeyValue("event", "journal_backup_failed")
                .log("The journal was not copied: {}", Failures.message(e));
        return new ProblemException(
                Problem.of(503, "JOURNAL_UNAVAILABLE", "The journal was not copied: " + Failures.message(e)));
    }
}
