package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.TestClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DuplicateKeyException;

/** The same journal in a real PostgreSQL. */
class PostgresDatabaseTests {

    private PostgresServer server;
    private String database;
    private JournalOnDisk opened;

    private void open(PostgresServer on) {
        server = on;
        database = on.freshDatabase();
        opened = journal();
    }

    private JournalOnDisk journal() {
        return new JournalOnDisk(new PostgresDatabase(server.url(database)), new TestClock(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void keepsWhatWasWrittenInManyCommitsAtOnce() {
        open(PostgresServer.shared());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String subject = "s" + i;
                var unused = callers.submit(() -> opened.event(subject));
            }
        }
        double commits = opened.commits();
        opened.close();
        opened = journal();
        opened.event("after");

        assertThat(commits).isLessThan(150);
        assertThat(opened.events()).isEqualTo(501);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(501));
    }

    @Test
    void theTimeIsTheDatabasesAndTheSameThroughoutATransaction() throws SQLException {
        open(PostgresServer.shared());
        long there;
        try (Connection other = server.connect(database);
                Statement question = other.createStatement();
                var row = question.executeQuery("SELECT " + PostgresDatabase.NOW)) {
            row.next();
            there = row.getLong(1);
        }
        opened.journal.write(transaction -> {
            long now = transaction.now();
            assertThat(now).isCloseTo(there, within(5000L));
            transaction
                    .sql()
                    .sql("SELECT pg_sleep(0.02) IS NULL")
                    .query(Boolean.class)
                    .single();
            assertThat(transaction.now()).isEqualTo(now);
            return 0;
        });
    }

    @Test
    void everyConnectionHasItsLimits() {
        open(PostgresServer.shared());
        opened.journal.write(transaction -> {
            assertThat(setting(transaction, "lock_timeout")).isEqualTo("2s");
            assertThat(setting(transaction, "statement_timeout")).isEqualTo("5s");
            assertThat(setting(transaction, "idle_in_transaction_session_timeout"))
                    .isEqualTo("5s");
            assertThat(setting(transaction, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(transaction, "application_name")).isEqualTo("asterdex-trading-api");
            return 0;
        });
    }

    @Test
    void aDuplicateKeyReachesItsCallerAndNobodyElse() {
        open(PostgresServer.shared());
        insert("weight");

        assertThatThrownBy(() -> insert("weight")).isInstanceOf(DuplicateKeyException.class);
        opened.event("a");
        assertThat(opened.events()).isEqualTo(1);
    }

    @Test
    void aQuestionCannotChangeAnything() {
        open(PostgresServer.shared());

        assertThatThrownBy(() -> opened.journal.read(
                        sql -> sql.sql("DELETE FROM instances").update()))
                .isInstanceOf(RuntimeException.class);
        assertThat(opened.ask("SELECT count(*) FROM instances", Long.class)).containsExactly(1L);
    }

    @Test
    void aWorkThatMetADeadlockRunsAgain() throws Exception {
        open(PostgresServer.shared());
        insert("a");
        insert("b");
        CountDownLatch first = new CountDownLatch(1);
        try (Connection other = server.connect(database);
                Statement statement = other.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '30s'");
            statement.execute("UPDATE limits SET used = used + 1 WHERE name = 'b'");
            var work = callers.submit(() -> opened.journal.write(transaction -> {
                transaction.sql().sql("SET LOCAL deadlock_timeout = '50ms'").update();
                transaction.record("deadlock", "noted", java.util.Map.of());
                transaction
                        .sql()
                        .sql("UPDATE limits SET used = used + 1 WHERE name = 'a'")
                        .update();
                first.countDown();
                return transaction
                        .sql()
                        .sql("UPDATE limits SET used = used + 1 WHERE name = 'b'")
                        .update();
            }));
            first.await();
            statement.execute("UPDATE limits SET used = used + 1 WHERE name = 'a'");
            other.commit();

            assertThat(work.get()).isEqualTo(1);
        }
        assertThat(opened.ask("SELECT used FROM limits ORDER BY name", Integer.class))
                .containsExactly(2, 2);
        assertThat(opened.events()).isEqualTo(1);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(1));
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAtStartAndLater() {
        try (PostgresServer own = PostgresServer.start()) {
            open(own);
            opened.event("a");
            own.kill();
            assertThatThrownBy(() -> opened.event("b"))
                    .isInstanceOf(JournalUnavailable.class)
                    .message()
                    .doesNotContain(PostgresServer.PASSWORD);
            assertThat(opened.health().getStatus()).isEqualTo(Status.DOWN);
            opened.close();
            opened = journal();
            assertThatThrownBy(() -> opened.event("c")).isInstanceOf(JournalUnavailable.class);
            own.startAgain();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(JournalUnavailable.class)
                    .untilAsserted(() -> opened.event("d"));

            assertThat(opened.health().getStatus()).isEqualTo(Status.UP);
            assertThat(opened.ask("SELECT subject FROM events", String.class)).contains("a", "d");
            assertThat(opened.check()).isInstanceOf(JournalCheck.Sound.class);
            opened.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://bob:p%40ss@127.0.0.1:1/bridge, 127.0.0.1:1/bridge",
        "postgresql://bob:p%40ss@127.0.0.1:1/bridge?sslmode=require, 127.0.0.1:1/bridge",
        "jdbc:postgresql://127.0.0.1:1/bridge?user=bob&password=p%40ss, 127.0.0.1:1/bridge",
        "'postgres://bob:p%40ss@127.0.0.1:1,127.0.0.1:2/bridge', '127.0.0.1:1,127.0.0.1:2/bridge'",
    })
    void neitherUserNorPasswordStandWhereTheyCouldBeShown(String url, String place) {
        PostgresDatabase parsed = new PostgresDatabase(url);

        assertThat(parsed.place()).isEqualTo(place);
        assertThatThrownBy(parsed::openToRead).message().doesNotContain("p@ss", "p%40ss");
        assertThat(parsed.toString()).doesNotContain("p@ss", "p%40ss");
        assertThat(new JournalProperties(java.nio.file.Path.of("x"), url, Duration.ofDays(90), Duration.ofSeconds(2))
                        .toString())
                .doesNotContain("p%40ss");
    }

    private int insert(String name) {
        return opened.journal.write(transaction -> transaction
                .sql()
                .sql("INSERT INTO limits (name, until_at, used) VALUES (:name, 1, 0)")
                .param("name", name)
                .update());
    }

    private static String setting(Journal.Transaction transaction, String name) {
        return transaction.sql().sql("SHOW " + name).query(String.class).single();
    }
}
