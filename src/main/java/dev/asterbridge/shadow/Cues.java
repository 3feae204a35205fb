package dev.asterbridge.shadow;

import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the alerts that are to be run, each once; one thread. */
final class Cues {

    /** Instances do not commit in the order of the numbers that they drew. */
    private static final int LOOK_BACK = 100;

    private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 50;

    private final Rehearsal rehearsal;
    private final Set<Long> done = new HashSet<>();
    private long first;
    private long newest;
    private Instant lookedBack = Instant.EPOCH;

    Cues(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Begins with what comes after the newest of now. */
    void begin() {
        first = rehearsal.newest();
        newest = first;
    }

    List<Cue> due(Instant now) {
        boolean back = Duration.between(lookedBack, now).abs().compareTo(LOOK_BACK_EVERY) >= 0;
        long from = back ? Math.max(first, newest - LOOK_BACK) : newest;
        List<Cue> cues = rehearsal.after(from, LOOK_BACK + AT_ONCE).stream()
                .filter(cue -> !done.contains(cue.seq()))
                .toList();
        lookedBack = back ? now : lookedBack;
        done.removeIf(seq -> seq <= newest - LOOK_BACK);
        return cues;
    }

    /** It is not answered again, whatever comes of it. */
    void take(Cue cue) {
        done.add(cue.seq());
        newest = Math.max(newest, cue.seq());
    }
}
