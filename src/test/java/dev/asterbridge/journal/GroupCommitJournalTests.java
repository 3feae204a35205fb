package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

class GroupCommitJournalTests {

    @TempDir
    Path folder;

    private JournalOnDisk opened;

    @BeforeEach
    void open() {
        opened = new JournalOnDisk(folder.resolve("journal.db"));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() {
        opened.event("a");
        opened.close();
        open();
        opened.event("b");

        assertThat(opened.events()).isEqualTo(2);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(2));
    }

    @Test
    void eachStartHasAnotherName() {
        String name = opened.journal.instance();
        opened.close();
        open();

        assertThat(opened.journal.instance()).isNotEqualTo(name);
        assertThat(opened.ask("SELECT name FROM instances", String.class)).containsExactly(opened.journal.instance());
        assertThat(opened.seat.slot()).isZero();
    }

    @Test
    void theFileIsDurableAndCarefulWithWhatItHolds() {
        opened.journal.write(transaction -> {
            assertThat(transaction
                            .sql()
                            .sql("PRAGMA journal_mode")
                            .query(String.class)
                            .single())
                    .isEqualTo("wal");
            assertThat(pragma(transaction, "synchronous")).isEqualTo(2);
            assertThat(pragma(transaction, "foreign_keys")).isEqualTo(1);
            assertThat(pragma(transaction, "trusted_schema")).isZero();
            assertThat(pragma(transaction, "busy_timeout")).isEqualTo(2000);
            return 0;
        });
    }

    @Test
    void whatAWorkThrowsUndoesThatWorkAndIsThrownOn() {
        assertThatThrownBy(() -> opened.journal.write(transaction -> {
                    transaction.record("a", "noted", Map.of());
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        opened.event("b");

        assertThat(opened.events()).isEqualTo(1);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(1));
    }

    @Test
    void aWorkThatFailsDoesNotTakeItsNeighboursAlong() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = holdTheThread(callers);
            for (int i = 0; i < 20; i++) {
                int n = i;
                all.add(callers.submit(() -> opened.journal.write(transaction -> {
                    transaction.record("n" + n, "noted", Map.of());
                    if (n % 4 == 0) {
                        throw new IllegalStateException("n" + n);
                    }
                    return n;
                })));
            }
            running.countDown();
        }
        long failed =
                all.stream().filter(one -> one.state() == Future.State.FAILED).count();

        assertThat(failed).isEqualTo(5);
        assertThat(opened.events()).isEqualTo(15);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(15));
    }

    @Test
    void aThousandWritersShareFewCommits() {
        double before = opened.commits();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                String subject = "s" + i;
                var unused = callers.submit(() -> opened.event(subject));
            }
        }

        assertThat(opened.events()).isEqualTo(1000);
        assertThat(opened.commits() - before).isLessThan(250);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(1000));
    }

    @Test
    void aSecondRowOfOneKeyIsADuplicateKey() {
        limit("weight");

        assertThatThrownBy(() -> limit("weight")).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> opened.journal.write(transaction -> transaction
                        .sql()
                        .sql("INSERT INTO limits (name, until_at) VALUES ('x', 1)")
                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .isNotInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aCallerThatGaveUpIsNotWorkedForLater() throws Exception {
        opened.close();
        opened = new JournalOnDisk(
                new SqliteDatabase(folder.resolve("other.db"), new TestClock()),
                new TestClock(),
                Duration.ofMillis(300));
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = holdTheThread(callers);

            assertThatThrownBy(() -> opened.journal.write(transaction -> runs.incrementAndGet()))
                    .isInstanceOf(JournalUnavailable.class)
                    .hasMessageContaining("too busy");
            running.countDown();
        }
        opened.close();

        assertThat(runs).hasValue(0);
    }

    @Test
    void whenTooMuchWaitsTheAnswerComesAtOnce() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = holdTheThread(callers);
            for (int i = 0; i < 5001; i++) {
                var unused = callers.submit(() -> {
                    try {
                        return opened.journal.write(transaction -> 0);
                    } catch (JournalUnavailable e) {
                        refused.incrementAndGet();
                        throw e;
                    }
                });
            }
            await().untilAtomic(refused, org.hamcrest.Matchers.is(1));
            running.countDown();
        }

        assertThat(refused).hasValue(1);
    }

    @Test
    void closingFinishesWhatWaits() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = holdTheThread(callers);
            for (int i = 0; i < 10; i++) {
                opened.journal.writeSoon(transaction -> transaction.record("late", "noted", Map.of()));
            }
            var closed = callers.submit(opened::close);
            running.countDown();
            closed.get();
        }
        assertThatThrownBy(() -> opened.event("after")).isInstanceOf(JournalUnavailable.class);
        open();

        assertThat(opened.events()).isEqualTo(10);
    }

    @Test
    void whatNobodyWaitsForThrowsNothing() {
        opened.journal.writeSoon(transaction -> {
            throw new IllegalStateException("lost");
        });
        opened.journal.writeSoon(transaction -> transaction.record("kept", "noted", Map.of()));
        opened.close();
        opened.journal.writeSoon(transaction -> transaction.record("late", "noted", Map.of()));
        open();

        assertThat(opened.events()).isEqualTo(1);
    }

    @Test
    void workCannotWriteAgain() {
        assertThatThrownBy(() -> opened.journal.write(transaction -> opened.journal.write(inner -> 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aQuestionCannotChangeAnything() {
        assertThatThrownBy(() -> opened.journal.read(
                        sql -> sql.sql("DELETE FROM instances").update()))
                .isInstanceOf(RuntimeException.class);
        assertThat(opened.ask("SELECT name FROM instances", String.class)).hasSize(1);
    }

    @Test
    void theDataOfAnEventIsCanonicalJson() {
        opened.journal.write(transaction -> {
            transaction.record(
                    "s", "noted", Map.of("b", new java.math.BigDecimal("1E+3"), "a", true, "c", "\"x\"", "d", 1));
            return 0;
        });

        assertThat(opened.ask("SELECT data FROM events", String.class))
                .containsExactly("{\"a\":true,\"b\":1000,\"c\":\"\\\"x\\\"\",\"d\":1}");
    }

    private int limit(String name) {
        return opened.journal.write(transaction -> transaction
                .sql()
                .sql("INSERT INTO limits (name, until_at, used) VALUES (:name, 1, 1)")
                .param("name", name)
                .update());
    }

    private static int pragma(Journal.Transaction transaction, String name) {
        return transaction.sql().sql("PRAGMA " + name).query(Integer.class).single();
    }

    /** Keeps the journal's thread in a work until the answer is counted down. */
    private CountDownLatch holdTheThread(ExecutorService callers) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        var unused = callers.submit(() -> opened.journal.write(transaction -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        }));
        begun.await();
        return end;
    }
}
