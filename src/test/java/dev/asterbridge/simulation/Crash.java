package dev.asterbridge.simulation;

/** The process ends here; nothing of it goes on. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
