package dev.asterbridge.journal;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the operator plainly why the service does not start with this journal. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class JournalRefusedReporter implements SpringBootExceptionReporter {

    private final PrintStream out;

    JournalRefusedReporter() {
        this(System.err);
    }

    JournalRefusedReporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean reportException(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalRefused) {
                out.println();
                out.println("The service did not start: " + cause.getMessage());
                out.println();
                return true;
            }
        }
        return false;
    }
}
