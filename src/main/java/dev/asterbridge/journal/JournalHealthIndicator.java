package dev.asterbridge.journal;

import java.time.Instant;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The journal's part of the actuator's health. */
@Component
class JournalHealthIndicator implements HealthIndicator {

    private final Database database;
    private final Seat seat;
    private final Condition condition;

    JournalHealthIndicator(Database database, Seat seat, Condition condition) {
        this.database = database;
        this.seat = seat;
        this.condition = condition;
    }

    @Override
    public Health health() {
        String problem = condition.problem();
        Health.Builder health = problem == null ? Health.up() : Health.down().withDetail("problem", problem);
        Instant lastCommit = condition.lastCommit();
        if (lastCommit != null) {
            health.withDetail("slot", seat.slot()).withDetail("last_commit", lastCommit.toEpochMilli());
        }
        return health.withDetail("kind", database.kind())
                .withDetail("place", database.place())
                .build();
    }
}
