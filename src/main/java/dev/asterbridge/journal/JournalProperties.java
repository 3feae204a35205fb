package dev.asterbridge.journal;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the journal is and how long it keeps what is over.
 *
 * @param file the SQLite file, unless there is a url
 * @param url a PostgreSQL database, with its password; empty for none
 * @param retention for how long decided signals and events are kept
 * @param patience how long a caller waits
 */
@Validated
@ConfigurationProperties("bridge.journal")
record JournalProperties(
        @NotNull @DefaultValue("data/journal.db") Path file,
        @NotNull @DefaultValue("") String url,

        @NotNull @DurationMin(days = 30) @DefaultValue("90d")
        Duration retention,

        @NotNull @DurationMin(millis = 250) @DefaultValue("2s")
        Duration patience) {

    @Override
    public String toString() {
        return "JournalProperties[file=" + file + ", url=***, retention=" + retention + ", patience=" + patience + "]";
    }
}
