package dev.asterbridge.signals;

import dev.asterbridge.journal.Journal;

/** Lets the tests of other rooms have the rehearsal of this one. */
public final class RehearsalOnFake {

    private RehearsalOnFake() {}

    public static Rehearsal on(Journal journal) {
        return new Rehearsal(journal, SignalsOnFake.records(), new OrderPlanner(SignalProperties.Rounding.DOWN, false));
    }
}
