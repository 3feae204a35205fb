package dev.asterbridge.journal;

import dev.asterbridge.journal.Database.Failure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads what a database failure means out of what was thrown. */
final class Failures {

    private Failures() {}

    static Failure judge(Database database, Throwable e) {
        SQLException failure = find(e);
        return failure == null ? Failure.OF_THE_WORK : database.judge(failure);
    }

    /** The first line of what the database said; it never holds a password, and no value of a row when nothing was wrong with the row. */
    static String message(Throwable e) {
        SQLException failure = find(e);
        String message = String.valueOf((failure == null ? e : failure).getMessage());
        return message.lines().findFirst().orElse("no reason given");
    }

    private static @Nullable SQLException find(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return failure;
            }
        }
        return null;
    }
}
