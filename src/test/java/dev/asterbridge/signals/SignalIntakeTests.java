package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.signals.OneLane.close;
import static dev.asterbridge.signals.OneLane.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignalIntakeTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final Unruly journal = new Unruly(new JournalInMemory(clock));
    private final SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal, SignalProperties.OnDrift.ADOPT);
    private final SignalIntake intake = signals.intake();
    private int alerts;

    @AfterEach
    void stop() {
        signals.stop();
    }

    @Test
    void anAlertIsOnRecordAndThenCarriedOut() {
        Receipt receipt = intake.accept(alert(open("0.01")), LONG);

        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Executed.class);
        assertThat(receipt.duplicate()).isFalse();
        assertThat(receipt.identifiedBy()).isEqualTo("nothing");
        assertThat(exchange.placed().getFirst().clientOrderId()).hasToString("ab-" + receipt.id() + "-1");
    }

    @Test
    void itIsOnRecordWhenTheOrderIsSent() {
        exchange.onPlace = request -> {
            assertThat(count()).isEqualTo(1);
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        assertThat(intake.accept(alert(open("0.01")), LONG).outcome()).isInstanceOf(SignalOutcome.Executed.class);
    }

    @Test
    void aDuplicateGetsTheStoredOutcome() {
        Alert alert = new Alert("/t", "s", "b", null, clock.instant(), false, open("0.01"));
        Receipt first = intake.accept(alert, LONG);
        clock.advance(Duration.ofSeconds(5));

        Receipt second = intake.accept(alert, LONG);

        assertThat(second.duplicate()).isTrue();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.identifiedBy()).isEqualTo("time");
        assertThat(second.outcome()).isEqualTo(first.outcome());
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void aHundredCopiesAtOnceAreOneOrder() {
        Alert alert = new Alert("/t", "s", "b", "k", null, false, open("0.01"));

        List<CompletableFuture<Receipt>> answers = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> intake.accept(alert, LONG)))
                .toList();

        assertThat(answers).extracting(CompletableFuture::join).satisfies(all -> {
            assertThat(all).extracting(Receipt::id).containsOnly(all.getFirst().id());
            assertThat(all).filteredOn(receipt -> !receipt.duplicate()).hasSize(1);
            assertThat(all).allMatch(receipt -> receipt.outcome() instanceof SignalOutcome.Executed);
        });
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void whoDoesNotWaitIsToldThatItIsOnRecord() {
        CountDownLatch gate = gate();

        Receipt receipt = intake.accept(alert(open("0.01")), Duration.ZERO);
        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Pending.class);
        gate.countDown();

        await().untilAsserted(() -> assertThat(outcome(receipt.id())).isInstanceOf(SignalOutcome.Executed.class));
    }

    @Test
    void anInterruptedSenderIsToldThatItIsOnRecord() {
        CountDownLatch gate = gate();
        Thread.currentThread().interrupt();

        Receipt receipt = intake.accept(alert(open("0.01")), LONG);
        gate.countDown();

        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Pending.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatCannotBePutOnRecordIsSentAwayAndNothingIsOrdered() {
        journal.memory.down = true;

        assertRefused(alert(open("0.01")), 503, "NOT_TAKING_SIGNALS");
        journal.memory.down = false;

        assertThat(count()).isZero();
        assertThat(exchange.placed()).isEmpty();
        assertThat(intake.accept(alert(open("0.01")), LONG).outcome()).isInstanceOf(SignalOutcome.Executed.class);
    }

    @Test
    void whatIsOnRecordIsNeverAFailureHoweverTheJournalGoesOn() {
        journal.afterWrite = () -> {
            journal.memory.down = true;
        };

        Receipt receipt = intake.accept(alert(open("0.01")), Duration.ofMillis(300));

        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Pending.class);
        assertThat(receipt.id()).isNotEmpty();
    }

    @Test
    void whatIsOnRecordIsNeverAFailureWhateverTheLaneThrows() {
        exchange.onPlace = request -> {
            throw new IllegalStateException("planted");
        };

        assertThat(intake.accept(alert(open("0.01")), Duration.ofMillis(300)).outcome())
                .isInstanceOf(SignalOutcome.Pending.class);
    }

    @Test
    void aCommitThatComesLateAfterA503IsTheSameAlertWhenItIsSentAgain() {
        Alert alert = alert(open("0.01"));
        journal.afterWrite = () -> {
            throw new JournalUnavailable("did not say in time that this is on disk");
        };
        assertRefused(alert, 503, "NOT_TAKING_SIGNALS");
        assertThat(count()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(5));

        Receipt again = intake.accept(alert, LONG);

        assertThat(again.duplicate()).isTrue();
        assertThat(again.outcome()).isInstanceOf(SignalOutcome.Executed.class);
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void aCommitThatComesLateAfterA503IsTheSameAlertForAnotherInstance() {
        Alert alert = alert(open("0.01"));
        journal.afterWrite = () -> {
            throw new JournalUnavailable("did not say in time that this is on disk");
        };
        assertRefused(alert, 503, "NOT_TAKING_SIGNALS");

        JournalInMemory other = journal.memory.as("other");
        assertThat(other.write(tx -> signals.records.take(tx, alert, clock.instant(), id -> true))
                        .duplicate())
                .isTrue();
    }

    @Test
    void twoInstancesThatTakeOneAlertAtTheSameMomentHaveOne() {
        journal.beforeWork = () -> {
            throw new DuplicateKeyException("signals.identity");
        };

        assertThat(intake.accept(alert(open("0.01")), LONG).outcome()).isInstanceOf(SignalOutcome.Executed.class);
    }

    @Test
    void whatCannotBePutOnRecordTheSecondTimeEitherIsSentAway() {
        Runnable again = () -> {
            throw new DuplicateKeyException("signals.identity");
        };
        journal.beforeWork = () -> {
            journal.beforeWork = again;
            again.run();
        };

        assertRefused(alert(open("0.01")), 503, "NOT_TAKING_SIGNALS");
    }

    @Test
    void aKeyUsedTwiceIs409() {
        intake.accept(new Alert("/t", "s", "a", "k", null, false, open("0.01")), LONG);

        assertRefused(new Alert("/t", "s", "b", "k", null, false, open("0.01")), 409, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whileTheServiceStopsNothingIsTaken() {
        signals.stop();

        assertRefused(alert(open("0.01")), 503, "NOT_TAKING_SIGNALS");
        assertThat(count()).isZero();
    }

    @Test
    void theExchangesTimeIsWhatCounts() {
        Alert old = new Alert("/t", "s", "b", null, clock.instant().minusSeconds(61), false, open("0.01"));

        assertRefused(old, 422, "ALERT_EXPIRED");
    }

    @Test
    void whetherTheAnswerLeftIsPutOnRecord() {
        Receipt left = intake.accept(alert(open("0.01")), LONG);
        Receipt broken = intake.accept(alert(open("0.01")), LONG);
        intake.answered(left.id(), true);
        intake.answered(broken.id(), false);

        List<String> rows = journal.memory
                .sql()
                .sql("SELECT COALESCE(asker, 'nobody') || ' ' || (answered_at IS NOT NULL) FROM signals ORDER BY seq")
                .query(String.class)
                .list();
        assertThat(rows).containsExactly("nobody 1", "nobody 0");
    }

    @Test
    void aPreviewOrdersNothingAndPutsNothingOnRecord() {
        Preview preview = intake.preview(open("0.0105"));

        assertThat(preview.order().quantity()).hasToString("0.01");
        assertThat(preview.adjusted()).containsOnlyKeys("quantity");
        assertThat(preview.problem()).isNull();
        assertThat(exchange.placed()).isEmpty();
        assertThat(exchange.settings).isEmpty();
        assertThat(count()).isZero();
        assertThat(intake.preview(close()).problem().error()).isEqualTo("POSITION_NOT_FOUND");
        assertThat(intake.preview(close()).order()).isNull();
    }

    @Test
    void aPreviewThatTheExchangeDoesNotAnswerIsAFailure() {
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> intake.preview(close()))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(504));
    }

    /** Keeps orders from being answered until it is open. */
    private CountDownLatch gate() {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new OrderOutcome.Accepted(exchange.fill(request));
        };
        return gate;
    }

    private Alert alert(Signal signal) {
        return new Alert("/t", "s", "{\"n\":" + ++alerts + "}", null, null, false, signal);
    }

    private SignalOutcome outcome(String id) {
        return journal.read(sql -> signals.records.outcome(sql, id)).orElse(null);
    }

    private int count() {
        return journal.memory.read(sql -> sql.sql("SELECT count(*) FROM signals WHERE symbol = :symbol")
                .param("symbol", BTC.name())
                .query(Integer.class)
                .single());
    }

    private void assertRefused(Alert alert, int status, String error) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> intake.accept(alert, LONG))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(status);
                    assertThat(e.problem().error()).isEqualTo(error);
                    assertThat(e.problem().retryAfter()).isEqualTo(status == 503 ? Duration.ofSeconds(5) : null);
                });
    }

    /** A journal that fails once, before the work or after the commit. */
    private static final class Unruly implements Journal {

        private final JournalInMemory memory;
        private volatile Runnable beforeWork = () -> {};
        private volatile Runnable afterWrite = () -> {};

        Unruly(JournalInMemory memory) {
            this.memory = memory;
        }

        @Override
        public <T> T write(Function<Transaction, T> work) {
            once(beforeWork, () -> beforeWork = () -> {});
            T written = memory.write(work);
            once(afterWrite, () -> afterWrite = () -> {});
            return written;
        }

        @Override
        public void writeSoon(Consumer<Transaction> work) {
            memory.writeSoon(work);
        }

        @Override
        public <T> T read(Function<JdbcClient, T> question) {
            return memory.read(question);
        }

        @Override
        public String instance() {
            return memory.instance();
        }

        private static void once(Runnable planted, Runnable reset) {
            reset.run();
            planted.run();
        }
    }
}
