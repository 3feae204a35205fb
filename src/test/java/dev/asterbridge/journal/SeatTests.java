package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances on one PostgreSQL. */
class SeatTests {

    private final List<JournalOnDisk> running = new ArrayList<>();
    private String url;

    @BeforeEach
    void createDatabase() {
        PostgresServer server = PostgresServer.shared();
        url = server.url(server.freshDatabase());
    }

    @AfterEach
    void stop() {
        running.forEach(JournalOnDisk::close);
    }

    @Test
    void eachInstanceTakesTheFirstFreeSlotAndGivesItBack() {
        JournalOnDisk first = start();
        JournalOnDisk second = start();
        JournalOnDisk third = start();
        second.close();
        JournalOnDisk fourth = start();

        assertThat(List.of(first.seat.slot(), third.seat.slot(), fourth.seat.slot()))
                .containsExactly(0, 2, 1);
        assertThat(alive(first))
                .containsExactlyInAnyOrder(
                        first.journal.instance(), third.journal.instance(), fourth.journal.instance());
    }

    @Test
    void anInstanceThatIsStillThereKeepsItsLease() {
        JournalOnDisk first = start();
        String name = first.journal.instance();
        by(first, "UPDATE instances SET lease_until = lease_until - 7000");
        long before = lease(first);

        await().atMost(Duration.ofSeconds(8)).until(() -> lease(first) > before + 5000);
        assertThat(first.journal.instance()).isEqualTo(name);
    }

    @Test
    void whoLostTheLeaseGoesOnUnderAnotherNameAndSlot() {
        JournalOnDisk first = start();
        String name = first.journal.instance();
        first.event("a");
        by(first, "UPDATE instances SET lease_until = 0");
        JournalOnDisk second = start();
        second.event("b");
        first.event("c");

        assertThat(second.seat.slot()).isZero();
        assertThat(first.seat.slot()).isEqualTo(1);
        assertThat(first.journal.instance()).isNotEqualTo(name);
        assertThat(first.ask("SELECT chain || '-' || seq || subject FROM events ORDER BY chain, seq", String.class))
                .containsExactly("0-1a", "0-2b", "1-1c");
        assertThat(first.check()).isEqualTo(new JournalCheck.Sound(3));
    }

    @Test
    void theSeventeenthInstanceWaitsUntilThereIsRoom() {
        JournalOnDisk first = start();
        by(first, """
                INSERT INTO instances (slot, name, lease_until)
                SELECT n, 'other' || n, 9000000000000 FROM generate_series(1, 15) n""");
        JournalOnDisk last = start();

        assertThatThrownBy(() -> last.event("a"))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("no room for another");
        by(first, "DELETE FROM instances WHERE slot = 7");
        await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> last.event("a"));
        assertThat(last.seat.slot()).isEqualTo(7);
    }

    private JournalOnDisk start() {
        JournalOnDisk opened = new JournalOnDisk(new PostgresDatabase(url), new TestClock(), Duration.ofSeconds(10));
        running.add(opened);
        return opened;
    }

    private static List<String> alive(JournalOnDisk opened) {
        return opened.ask("SELECT name FROM instances WHERE lease_until > " + PostgresDatabase.NOW, String.class);
    }

    private static long lease(JournalOnDisk opened) {
        return opened.ask("SELECT lease_until FROM instances WHERE slot = 0", Long.class)
                .getFirst();
    }

    private static void by(JournalOnDisk opened, String statement) {
        opened.journal.write(
                transaction -> transaction.sql().sql(statement).params(Map.of()).update());
    }
}
