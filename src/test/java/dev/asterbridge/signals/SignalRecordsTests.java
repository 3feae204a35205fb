package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalRecordsTests {

    private final OneLane world = new OneLane();
    private final SignalRecords records = world.signals.records;
    private final Instant start = world.clock.instant();

    @ParameterizedTest
    @CsvSource({"key, P7D", "time, P7D", "id, PT60S"})
    void aCopyWithinTheWindowIsTheSameAlertAndOneAfterItIsAnother(String by, Duration window) {
        Alert alert = alert(by);
        SignalRecords.Taken first = take(alert, start);

        SignalRecords.Taken again = take(alert, start.plus(window).minusMillis(1));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.duplicate()).isTrue();
        assertThat(first.duplicate()).isFalse();
        assertThat(again.identifiedBy().text()).isEqualTo(by);
        if (by.equals("time")) {
            assertThat(refused(alert, start.plus(window)).error()).isEqualTo("ALERT_EXPIRED");
        } else {
            SignalRecords.Taken after = take(alert, start.plus(window));
            assertThat(after.id()).isNotEqualTo(first.id());
            assertThat(after.duplicate()).isFalse();
        }
    }

    @Test
    void aCopyThatSeemsToComeEarlierThanTheFirstIsACopy() {
        Alert alert = alert("id");
        String id = take(alert, start).id();

        assertThat(take(alert, start.minusSeconds(3600)).id()).isEqualTo(id);
    }

    @Test
    void deliveriesAreCounted() {
        String id = take(alert("key"), start).id();
        take(alert("key"), start);
        take(alert("key"), start);

        assertThat(row(id)).containsEntry("deliveries", 3);
    }

    @Test
    void aKeyThatWasUsedForAnotherMessageIsRefused() {
        String id = take(body("a", "k", null, false), start).id();

        Problem problem = refused(body("b", "k", null, false), start.plusSeconds(1));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.error()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(row(id)).containsEntry("deliveries", 1);
        assertThat(take(body("b", "k", null, false), start.plus(Duration.ofDays(7)))
                        .duplicate())
                .isFalse();
    }

    @Test
    void twoIdenticalBodiesInFlightAreTwoAlerts() {
        String first = take(alert("nothing"), start).id();
        String second = take(alert("nothing"), start).id();
        String third = take(alert("nothing"), start).id();

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void noSenderWaitsAtAnotherInstanceForLongerThanFourSeconds() {
        var other = world.journal.as("other");
        String first = take(alert("nothing"), start).id();

        assertThat(other.write(tx -> records.take(tx, alert("nothing"), start.plusMillis(4000), id -> true))
                        .id())
                .isEqualTo(first);
        assertThat(other.write(tx -> records.take(tx, alert("nothing"), start.plusMillis(3999), id -> true))
                        .id())
                .isNotEqualTo(first);
    }

    @Test
    void whoseSenderIsGoneHereIsTheSameAlert() {
        String first = take(alert("nothing"), start).id();

        assertThat(world.journal
                        .write(tx -> records.take(tx, alert("nothing"), start.plusMillis(1), id -> false))
                        .id())
                .isEqualTo(first);
    }

    @Test
    void anIdenticalBodyAfterTheAnswerLeftIsAnotherAlert() {
        String first = take(alert("nothing"), start).id();
        answered(first, true);

        assertThat(take(alert("nothing"), start.plusSeconds(5)).id()).isNotEqualTo(first);
    }

    @Test
    void aCopyOfOneWhoseAnswerNeverLeftIsTheSameAlertForThirtySeconds() {
        String first = take(alert("nothing"), start).id();
        answered(first, false);

        assertThat(take(alert("nothing"), start.plusSeconds(1)).id()).isEqualTo(first);
        assertThat(take(alert("nothing"), start.plusMillis(29_999)).id()).isEqualTo(first);
        assertThat(take(alert("nothing"), start.plusSeconds(30)).id()).isNotEqualTo(first);
    }

    @Test
    void onceTheAnswerOnTheCopyLeftTheNextIsAnotherAlert() {
        String first = take(alert("nothing"), start).id();
        answered(first, false);
        take(alert("nothing"), start.plusSeconds(5));
        answered(first, true);
        answered(first, false);

        assertThat(take(alert("nothing"), start.plusSeconds(6)).id()).isNotEqualTo(first);
    }

    @Test
    void aCopyOfOneThatAnInstanceTookWithItIsTheSameAlert() {
        JournalInMemory dying = world.journal.as("dying");
        String first = dying.write(tx -> records.take(tx, alert("nothing"), start, id -> true))
                .id();

        String meanwhile = take(alert("nothing"), start.plusSeconds(1)).id();
        assertThat(meanwhile).as("it lives, and will answer").isNotEqualTo(first);

        String last = dying.write(tx -> records.take(tx, body("z", null, null, false), start, id -> true))
                .id();
        dying.die();
        assertThat(take(body("z", null, null, false), start.plusSeconds(29)).id())
                .isEqualTo(last);
    }

    @Test
    void aLeaseThatIsOverIsNoLife() {
        JournalInMemory dying = world.journal.as("dying");
        String first = dying.write(tx -> records.take(tx, alert("nothing"), start, id -> true))
                .id();
        world.journal
                .sql()
                .sql("UPDATE instances SET lease_until = :now WHERE name = 'dying'")
                .param("now", world.clock.millis())
                .update();

        assertThat(take(alert("nothing"), start.plusSeconds(1)).id()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"open, 60", "increase, 60", "decrease, 600", "close, 600"})
    void anAlertThatIsTooOldIsRefused(String action, int seconds) {
        Signal signal = signal(action);
        Alert alert = new Alert("/here", "s", "b", null, start, false, signal);

        Problem problem = refused(alert, start.plusSeconds(seconds).plusMillis(1));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.error()).isEqualTo("ALERT_EXPIRED");
        assertThat(problem.detail()).contains("at most " + seconds + " s");
        assertThat(take(alert, start.plusSeconds(seconds)).duplicate()).isFalse();
    }

    @Test
    void anAlertFromTheFutureIsRefused() {
        Alert alert = alert("time");

        Problem problem = refused(alert, start.minusMillis(30_001));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.error()).isEqualTo("ALERT_FROM_THE_FUTURE");
        assertThat(take(alert, start.minusSeconds(30)).duplicate()).isFalse();
    }

    @Test
    void aCopyOfAnAlertThatIsTooOldByNowIsStillThatAlert() {
        String id = take(alert("time"), start).id();

        assertThat(take(alert("time"), start.plus(Duration.ofDays(6))).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"open, 60", "close, 600"})
    void aSignalIsWorthSomethingFromWhenItWasFired(String action, int seconds) {
        String fired = take(new Alert("/h", "s", "b", null, start.minusSeconds(20), false, signal(action)), start)
                .id();
        String untimed = take(new Alert("/h", "s", "c", null, null, false, signal(action)), start)
                .id();

        assertThat(row(fired))
                .containsEntry("expires_at", start.plusSeconds(seconds - 20).toEpochMilli());
        assertThat(row(untimed))
                .containsEntry("expires_at", start.plusSeconds(seconds).toEpochMilli());
        assertThat(row(fired)).containsEntry("reduces", action.equals("close") ? 1 : 0);
    }

    @Test
    void whatIsOnRecordIsWhatCame() {
        Alert alert = new Alert("/webhook/tradingview", "52.89.214.238", "{\"a\":1}", "k", start, true, signal("open"));

        String id = take(alert, start.plusSeconds(2)).id();

        assertThat(row(id))
                .containsEntry("source", "/webhook/tradingview")
                .containsEntry("sender", "52.89.214.238")
                .containsEntry("body", "{\"a\":1}")
                .containsEntry("identified_by", "key")
                .containsEntry("symbol", "BTCUSDT")
                .containsEntry("fired_at", start.toEpochMilli())
                .containsEntry("received_at", start.plusSeconds(2).toEpochMilli())
                .containsEntry("asker", "me")
                .containsEntry("verdict", null);
        assertThat(world.journal.recorded).anyMatch(event -> event.startsWith(id + " signal_accepted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "limit", "increase", "side", "decrease", "close", "short"})
    void aSignalIsReadAsItWasWritten(String which) {
        Signal signal = signal(which);
        take(new Alert("/h", "s", which, null, null, false, signal), start);

        List<Waiting> waitingNow = world.journal.read(sql -> records.waiting(sql, BTC));
        assertThat(waitingNow).singleElement().satisfies(waiting -> {
            assertThat(waiting.signal()).isEqualTo(signal);
            assertThat(waiting.receivedAt()).isEqualTo(start);
        });
    }

    @Test
    void aThousandUnderWayOnOneSymbolAreEnough() {
        world.journal.sql().sql("""
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                        INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol,
                          signal, reduces, received_at, expires_at, deliveries)
                        SELECT 's' || i, 'i' || i, 'c' || i, 'h', 'time', '/h', 's', 'b', 'BTCUSDT', '{}', 0, 0, 0, 1 FROM n""").update();

        Problem problem = refused(alert("id"), start);
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.error()).isEqualTo("NOT_TAKING_SIGNALS");
        assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(5));

        Signal elsewhere = new Signal(new Symbol("ETHUSDT"), null, new Signal.Close());
        assertThat(take(new Alert("/h", "s", "b", null, null, true, elsewhere), start)
                        .duplicate())
                .isFalse();
        world.journal
                .sql()
                .sql("UPDATE signals SET verdict = 'refused' WHERE id = 's1'")
                .update();
        assertThat(take(alert("id"), start).duplicate()).isFalse();
    }

    @Test
    void aSignalIsDecidedOnce() {
        String id = take(alert("id"), start).id();
        Progress.Decided refused =
                new Progress.Decided(Verdict.REFUSED, new SignalOutcome.Refused(Problem.conflict("NO", "because")));
        Progress.Decided expired =
                new Progress.Decided(Verdict.EXPIRED, new SignalOutcome.Refused(Problem.conflict("LATE", "too late")));

        assertThat(world.outcome(id)).isNull();
        assertThat(decide(id, refused)).isTrue();
        assertThat(decide(id, expired)).isFalse();

        assertThat(world.verdict(id)).isEqualTo("refused NO");
        assertThat(row(id)).containsEntry("decided_at", start.toEpochMilli());
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.startsWith(id))
                .hasSize(2);
        assertThat(world.journal.recorded.getLast()).isEqualTo(id + " signal_refused {why=because}");
    }

    @Test
    void symbolsAreUnderWayWhileSomethingWaitsOrIsNotProven() {
        assertThat(underWay()).isEmpty();
        String id = take(alert("id"), start).id();
        assertThat(underWay()).containsExactly(BTC);
        decide(id, new Progress.Decided(Verdict.REFUSED, new SignalOutcome.Refused(Problem.conflict("NO", "no"))));
        assertThat(underWay()).isEmpty();
    }

    @Test
    void theIdentityIsUniqueInTheJournalItself() {
        take(alert("key"), start);

        assertThatThrownBy(() -> world.journal
                        .sql()
                        .sql(
                                "INSERT INTO signals SELECT seq + 1, 'other', identity, content, body_hash, identified_by, source,"
                                        + " sender, body, symbol, signal, reduces, fired_at, received_at, expires_at, deliveries, asker,"
                                        + " answered_at, verdict, outcome, decided_at, strategy FROM signals")
                        .update())
                .hasMessageContaining("signals.identity");
    }

    private static Signal signal(String which) {
        return switch (which) {
            case "open" -> OneLane.open("0.01");
            case "limit" -> OneLane.openAt("0.01", "49999.5");
            case "increase" -> new Signal(BTC, null, Wishes.increase(null, Quantity.of("0.02"), null));
            case "side" -> new Signal(BTC, null, Wishes.increase(Side.SELL, Quantity.of("0.02"), Price.of("50000")));
            case "decrease" -> OneLane.decrease("0.01");
            case "short" -> new Signal(BTC, PositionSide.SHORT, new Signal.Close());
            default -> OneLane.close();
        };
    }

    /** An exit, so that it stays worth something while copies come. */
    private Alert alert(String by) {
        return body(
                "{\"by\":\"" + by + "\"}",
                by.equals("key") ? "k" : null,
                by.equals("time") ? start : null,
                by.equals("id"));
    }

    private static Alert body(String body, String key, Instant firedAt, boolean named) {
        return new Alert("/here", "1.2.3.4", body, key, firedAt, named, OneLane.close());
    }

    private SignalRecords.Taken take(Alert alert, Instant now) {
        return world.journal.write(tx -> records.take(tx, alert, now, id -> true));
    }

    private void answered(String id, boolean left) {
        world.journal.writeSoon(tx -> records.answered(tx, id, left, start));
    }

    private boolean decide(String id, Progress.Decided decided) {
        return world.journal.write(tx -> records.decide(tx, id, decided, start));
    }

    private List<Symbol> underWay() {
        return world.journal.read(records::underWay);
    }

    private Map<String, Object> row(String id) {
        return world.journal
                .sql()
                .sql("SELECT * FROM signals WHERE id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    private Problem refused(Alert alert, Instant now) {
        ProblemException[] thrown = new ProblemException[1];
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> take(alert, now))
                .satisfies(e -> thrown[0] = e);
        return thrown[0].problem();
    }
}
