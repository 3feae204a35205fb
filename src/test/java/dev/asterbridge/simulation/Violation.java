package dev.asterbridge.simulation;

/** A promise was broken. */
final class Violation extends Error {

    private static final long serialVersionUID = 1;

    Violation(String what) {
        super(what, null, false, false);
    }

    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Violation(what.formatted(values));
        }
    }
}
