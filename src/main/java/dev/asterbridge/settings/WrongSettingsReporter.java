package dev.asterbridge.settings;

import java.io.PrintStream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the operator plainly what is wrong with the settings, in every log format: the log is not there yet. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class WrongSettingsReporter implements SpringBootExceptionReporter {

    private final PrintStream out;

    WrongSettingsReporter() {
        this(System.err);
    }

    WrongSettingsReporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean reportException(Throwable failure) {
        if (!(failure instanceof WrongSettings)) {
            return false;
        }
        out.println();
        out.println("The service did not start, because its settings are wrong:");
        String.valueOf(failure.getMessage()).lines().forEach(problem -> out.println("  - " + problem));
        out.println("They come from the environment, .env or the files of NAME_FILE; .env.example explains each.");
        out.println();
        return true;
    }
}
