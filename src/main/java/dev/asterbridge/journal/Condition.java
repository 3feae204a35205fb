package dev.asterbridge.journal;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the journal is; says every change once. */
final class Condition {

    private static final Logger log = LoggerFactory.getLogger(Condition.class);

    private final Clock clock;
    private volatile @Nullable String problem = "The journal is not open yet.";
    private volatile @Nullable String damage;
    private volatile @Nullable Instant lastCommit;
    private boolean said;

    Condition(Clock clock) {
        this.clock = clock;
    }

    /** Why nothing is written; null when all is well. */
    @Nullable
    String problem() {
        return damage == null ? problem : damage;
    }

    /** What is wrong with what is on disk; it stays until the next start. */
    @Nullable
    String damage() {
        return damage;
    }

    @Nullable
    Instant lastCommit() {
        return lastCommit;
    }

    synchronized void committed() {
        lastCommit = clock.instant();
        problem = null;
        if (said) {
            said = false;
            log.atInfo().addKeyValue("event", "journal_available").log("The journal is written again.");
        }
    }

    synchronized void failed(String why) {
        problem = why;
        if (!said && damage == null) {
            said = true;
            log.atError()
                    .addKeyValue("event", "journal_unavailable")
                    .log("Alerts are answered 503 until this ends by itself. {}", why);
        }
    }

    synchronized void damaged(String what) {
        if (damage == null) {
            damage = "The journal is damaged (%s), so nothing is written to it; ".formatted(what)
                    + "stop the service, restore a backup or move the file away, and start it again.";
            log.atError().addKeyValue("event", "journal_damaged").log(damage);
        }
    }
}
