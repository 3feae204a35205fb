package dev.asterbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The judge of time finds what took too long, and only that, in histories that were made up. */
class ExposureTests {

    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final String SYMBOL = "P000USDT";

    /** An alert that wants a stop. */
    private static final int GUARDED = 3;

    private final TestClock clock = new TestClock();
    private final Ledger ledger = new Ledger(clock);
    private final Absences absences = new Absences();
    private int orders;

    @Test
    void aStopInTimeIsFine() {
        open(GUARDED, Duration.ZERO);
        pass(4_900);
        stop(GUARDED);
        pass(60_000);

        Exposure exposure = judge();

        assertThat(exposure.faults()).isEmpty();
        assertThat(exposure.longest()).isEqualTo(Duration.ofMillis(4_900));
        assertThat(exposure.judged()).isEqualTo(Duration.ofMillis(64_900));
    }

    @Test
    void aStopThatComesLateIsFound() {
        open(GUARDED, Duration.ZERO);
        pass(6_000);
        stop(GUARDED);
        pass(1_000);

        assertThat(judge().faults())
                .containsExactly(
                        "0.003 of P000USDT should have had stops from 2026-01-15T12:00:00Z to 2026-01-15T12:00:06Z,"
                                + " of which 6000 ms count; there were some for 0");
    }

    @Test
    void aStopThatNeverComesIsFound() {
        open(GUARDED, Duration.ZERO);
        pass(5_001);

        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void whatIsClosedInTimeNeedsNoStop() {
        open(GUARDED, Duration.ZERO);
        pass(4_000);
        close(GUARDED);
        pass(60_000);

        assertThat(judge().faults()).isEmpty();
    }

    @Test
    void whatNobodyWantedAStopForNeedsNone() {
        open(GUARDED + 1, Duration.ZERO);
        pass(60_000);

        assertThat(judge().faults()).isEmpty();
        assertThat(judge().judged()).isZero();
    }

    @Test
    void anAlertThatWantsAStopWantsItForAllThatIsHeld() {
        open(GUARDED + 1, Duration.ZERO);
        open(GUARDED, Duration.ZERO);
        stop(GUARDED);
        pass(6_000);

        assertThat(judge().faults()).singleElement().asString().contains("0.007 of P000USDT", "some for 0.003");
    }

    @Test
    void aStopThatIsCancelledInBetweenIsMissed() {
        open(GUARDED, Duration.ZERO);
        Ledger.Stop stop = stop(GUARDED);
        pass(10_000);
        cancel(stop);
        pass(5_500);
        stop(GUARDED);
        pass(10_000);

        assertThat(judge().faults()).singleElement().asString().contains("from 2026-01-15T12:00:10Z", "5500 ms");
    }

    @Test
    void aStopThatIsReplacedIsNotMissed() {
        open(GUARDED, Duration.ZERO);
        Ledger.Stop stop = stop(GUARDED);
        pass(10_000);
        stop(GUARDED);
        cancel(stop);
        pass(60_000);

        assertThat(judge().longest()).isZero();
    }

    @Test
    void aStopOfTheWrongSideIsNone() {
        open(GUARDED, Duration.ZERO);
        ledger.rest(post("BUY", GUARDED, true, "90"), Duration.ZERO);
        pass(6_000);

        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void theClockStartsWhenTheFillCanBeSeen() {
        open(GUARDED, Duration.ofSeconds(8));
        pass(12_900);

        assertThat(judge().faults()).isEmpty();
        assertThat(judge().longest()).isEqualTo(Duration.ofMillis(4_900));

        pass(200);
        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void whatTheStrategiesHoldAlwaysNeedsStops() {
        Ledger.OrderForm order =
                new Ledger.OrderForm("T000USDT", "SELL", new BigDecimal("0.020"), false, "ab-strategy-1");
        ledger.execute(ledger.received(order, "me", 1, false), BigDecimal.TEN, Duration.ZERO)
                .orElseThrow();
        pass(6_000);

        assertThat(judge().faults()).singleElement().asString().startsWith("-0.020 of T000USDT");
    }

    // What does not count.

    @Test
    void whatIsLateBecauseTheServiceWasDeadIsNoFault() {
        open(GUARDED, Duration.ZERO);
        pass(1_000);
        Life first = new Life(START.minusSeconds(9), Optional.of(START.minusSeconds(3)), Optional.of(now()));
        pass(20_000);
        Life second = new Life(now(), Optional.of(now().plusSeconds(7)), Optional.empty());
        pass(11_900);
        stop(GUARDED);

        assertThat(judge(Absences.between(List.of(first, second))).faults()).isEmpty();
    }

    @Test
    void onceTheServiceIsReadyItHasFiveSeconds() {
        open(GUARDED, Duration.ZERO);
        Life first = new Life(START.minusSeconds(9), Optional.of(START.minusSeconds(3)), Optional.of(now()));
        pass(20_000);
        Life second = new Life(now(), Optional.of(now().plusSeconds(7)), Optional.empty());
        pass(12_100);
        stop(GUARDED);

        assertThat(judge(Absences.between(List.of(first, second))).faults())
                .singleElement()
                .asString()
                .contains("from 2026-01-15T12:00:27Z", "5100 ms");
    }

    @Test
    void aStartIsOverForASymbolWhenItIsOrderedFor() {
        Life starting = new Life(START.minusSeconds(1), Optional.empty(), Optional.empty());
        open(GUARDED, Duration.ZERO);
        pass(5_100);

        assertThat(judge(Absences.between(List.of(starting))).faults()).hasSize(1);
    }

    @Test
    void aStartThatIsNeverReadyIsNoExcuseForEver() {
        open(GUARDED, Duration.ZERO);
        Life first = new Life(START.minusSeconds(9), Optional.of(START.minusSeconds(3)), Optional.of(now()));
        Life second = new Life(now().plusMillis(1), Optional.empty(), Optional.empty());
        pass(Absences.START.toMillis() + 5_100);

        assertThat(judge(Absences.between(List.of(first, second))).faults()).hasSize(1);
    }

    @Test
    void anotherInstanceHasElevenSecondsToCome() {
        open(GUARDED, Duration.ZERO);
        absences.killed(now());
        pass(15_900);
        assertThat(judge().faults()).isEmpty();

        pass(200);
        assertThat(judge().faults()).singleElement().asString().contains("from 2026-01-15T12:00:11Z");
    }

    @Test
    void whoeverHasOrderedIsThere() {
        open(GUARDED, Duration.ZERO);
        absences.killed(now());
        pass(2_000);
        post("SELL", GUARDED, true, "90");
        pass(5_100);

        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void aShortTroubleStopsTheClockAndNoMore() {
        open(GUARDED, Duration.ZERO);
        pass(3_000);
        Instant from = now();
        pass(4_000);
        absences.hindered(from, now());
        pass(1_900);
        assertThat(judge().faults()).isEmpty();

        pass(200);
        assertThat(judge().faults()).singleElement().asString().contains("5100 ms");
    }

    @Test
    void aLongTroubleIsTheOtherInstancesAfterElevenSeconds() {
        open(GUARDED, Duration.ZERO);
        Instant from = now();
        pass(70_000);
        absences.hindered(from, now());

        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void aLostExitStopsTheClockForASecondAndNoMore() {
        open(GUARDED, Duration.ZERO);
        lose(Duration.ZERO);
        pass(5_900);
        assertThat(judge().faults()).isEmpty();

        pass(200);
        assertThat(judge().faults()).singleElement().asString().contains("5100 ms");
    }

    @Test
    void aSilentOneStopsItForAsLongAsItIsWaitedForToo() {
        open(GUARDED, Duration.ZERO);
        lose(Duration.ofSeconds(20));
        pass(7_900);
        assertThat(judge().faults()).isEmpty();

        pass(200);
        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void ofARequestNoMoreThanThreeSecondsAreWaited() {
        open(GUARDED, Duration.ZERO);
        lose(Duration.ofSeconds(20));
        pass(9_100);

        assertThat(Exposure.of(ledger, absences, Duration.ofSeconds(10), now()).faults())
                .hasSize(1);
    }

    @Test
    void aLostExitOfAnotherSymbolIsNoExcuse() {
        open(GUARDED, Duration.ZERO);
        Ledger.OrderForm other = new Ledger.OrderForm(
                "P001USDT", "SELL", Alert.quantity(GUARDED), true, "ab-other-2", new BigDecimal("90"));
        ledger.lost(ledger.received(other, "me", 7, false), Duration.ofSeconds(2));
        pass(5_100);

        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void aLostOpeningIsNoExcuse() {
        open(GUARDED, Duration.ZERO);
        ledger.lost(post("BUY", GUARDED, false, "0"), Duration.ofSeconds(2));
        pass(5_100);

        assertThat(judge().faults()).hasSize(1);
    }

    private Exposure judge() {
        return judge(absences);
    }

    private Exposure judge(Absences absent) {
        return Exposure.of(ledger, absent, Duration.ofSeconds(2), now());
    }

    private void open(int number, Duration hidden) {
        ledger.execute(post("BUY", number, false, "0"), BigDecimal.TEN, hidden).orElseThrow();
    }

    private void close(int number) {
        ledger.execute(post("SELL", number, true, "0"), BigDecimal.TEN, Duration.ZERO)
                .orElseThrow();
    }

    private Ledger.Stop stop(int number) {
        return ledger.rest(post("SELL", number, true, "90"), Duration.ZERO);
    }

    private void cancel(Ledger.Stop stop) {
        ledger.cancel(SYMBOL, stop.post().order().clientOrderId()).orElseThrow();
    }

    private void lose(Duration silence) {
        ledger.lost(post("SELL", GUARDED, true, "90"), silence);
    }

    private Ledger.Post post(String side, int number, boolean reduceOnly, String stopPrice) {
        orders++;
        Ledger.OrderForm order = new Ledger.OrderForm(
                SYMBOL, side, Alert.quantity(number), reduceOnly, "ab-x-" + orders, new BigDecimal(stopPrice));
        return ledger.received(order, "me", orders, false);
    }

    private Instant now() {
        return clock.instant();
    }

    private void pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }
}
