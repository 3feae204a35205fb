package dev.asterbridge.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the core from writing millions of lines while it is simulated. */
final class Quiet {

    private final Logger core = (Logger) LoggerFactory.getLogger("dev.asterbridge");
    private Level before;

    void begin() {
        before = core.getLevel();
        core.setLevel(Level.OFF);
    }

    void end() {
        core.setLevel(before);
    }
}
