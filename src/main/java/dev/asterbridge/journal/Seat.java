package dev.asterbridge.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * This instance's place among the running ones: a slot and a name, held by a lease on the database's clock.
 *
 * <p>Used by the journal's thread; slot and name may be asked for by all.
 */
final class Seat {

    static final int SLOTS = 16;
    static final long LEASE_MILLIS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Seat.class);
    private static final String ALIVE = "SELECT slot FROM instances WHERE lease_until > :now";
    private static final String TAKE = """
            INSERT INTO instances (slot, name, lease_until) VALUES (:slot, :name, :until)
            ON CONFLICT (slot) DO UPDATE SET name = excluded.name, lease_until = excluded.lease_until
            WHERE instances.lease_until <= :now""";
    /** Locks the row until the transaction ends, so that nobody takes the slot of one who is about to commit. */
    private static final String RENEW = """
            UPDATE instances SET lease_until = %1$s + :lease
            WHERE slot = :slot AND name = :name AND lease_until > %1$s
            RETURNING lease_until - :lease""".formatted(PostgresDatabase.NOW);

    private final Database database;
    private final RandomGenerator random;
    private volatile Place place;

    Seat(Database database, RandomGenerator random) {
        this.database = database;
        this.random = random;
        this.place = new Place(-1, newName());
    }

    /** @param slot -1 until there is one */
    private record Place(int slot, String name) {}

    String name() {
        return place.name();
    }

    /** 0 to 15. */
    int slot() {
        int slot = place.slot();
        if (slot < 0) {
            throw new JournalUnavailable("The journal has not been opened yet, so this instance has no slot.");
        }
        return slot;
    }

    /** Makes sure that this instance has a slot; commits. */
    void take(Connection connection, JdbcClient sql) throws SQLException {
        if (place.slot() >= 0 && !database.shared()) {
            return;
        }
        if (place.slot() >= 0) {
            log.atWarn()
                    .addKeyValue("event", "instance_lease_lost")
                    .log("This instance did not reach the database in time; it goes on under another name.");
            place = new Place(-1, newName());
        }
        if (!database.shared()) {
            // Nobody else has the file open, so these are dead.
            sql.sql("DELETE FROM instances").update();
        }
        int slot = firstFree(sql);
        connection.commit();
        place = new Place(slot, place.name());
    }

    /** Renews the lease in the transaction under way; answers the time, or nothing when the lease was lost. */
    OptionalLong renew(JdbcClient sql) {
        if (!database.shared()) {
            return OptionalLong.of(database.now(sql));
        }
        return sql
                .sql(RENEW)
                .param("lease", LEASE_MILLIS)
                .param("slot", place.slot())
                .param("name", place.name())
                .query(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    void giveBack(JdbcClient sql) {
        sql.sql("DELETE FROM instances WHERE slot = :slot AND name = :name")
                .param("slot", place.slot())
                .param("name", place.name())
                .update();
    }

    private int firstFree(JdbcClient sql) {
        long now = database.now(sql);
        List<Integer> alive =
                sql.sql(ALIVE).param("now", now).query(Integer.class).list();
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!alive.contains(slot)
                    && sql.sql(TAKE)
                                    .param("slot", slot)
                                    .param("name", place.name())
                                    .param("until", database.shared() ? now + LEASE_MILLIS : Long.MAX_VALUE)
                                    .param("now", now)
                                    .update()
                            > 0) {
                return slot;
            }
        }
        throw new JournalUnavailable("%d instances use this database; there is no room for another.".formatted(SLOTS));
    }

    private String newName() {
        return "i" + Long.toUnsignedString(random.nextLong(), 36);
    }
}
