package dev.asterbridge.journal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /journal}: for those who look after it. */
@RestController
@RequestMapping("/journal")
@Tag(name = "Journal", description = "Where alerts and orders are kept")
class JournalController {

    private final Backup backup;

    JournalController(Backup backup) {
        this.backup = backup;
    }

    @PostMapping("/backup")
    @Operation(
            operationId = "backUpJournal",
            summary = "Copy the journal into a file beside it",
            description = "Alerts are taken meanwhile. With PostgreSQL it is 409: pg_dump does that.")
    Answer backup() {
        Backup.Copy copy = backup.make();
        return new Answer(copy.file(), copy.bytes(), copy.took().toMillis());
    }

    /** A finished copy, ready to be taken elsewhere. */
    @Schema(name = "JournalBackup")
    record Answer(String file, long bytes, long durationMs) {}
}
