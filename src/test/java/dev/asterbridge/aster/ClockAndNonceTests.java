package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.asterbridge.exchange.RememberedLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClockAndNonceTests {

    private final MovingClock ours = new MovingClock();
    private final AsterClock clock = new AsterClock(ours);
    private final RememberedLimits memory = new RememberedLimits();
    private final NonceSource nonces = new NonceSource(clock, memory, "me");

    @Test
    void countsMicrosecondsOfTheExchangesTime() {
        assertThat(nonces.next()).isEqualTo(1795176000123456L / 16 * 16);
        clock.synchronise(() -> ours.instant().plusSeconds(3));
        assertThat(nonces.next()).isEqualTo(1795176003123456L / 16 * 16);
    }

    @Test
    void itsDistanceIsSaidInWords() {
        assertThat(clock.skewInWords()).isEqualTo("not yet compared with ours");
        AsterClock behind = new AsterClock(ours);
        behind.synchronise(() -> ours.instant().minusMillis(3));
        assertThat(behind.skewInWords()).isEqualTo("3 ms behind ours");
        AsterClock ahead = new AsterClock(ours);
        ahead.synchronise(() -> ours.instant().plusSeconds(2));
        assertThat(ahead.skewInWords()).isEqualTo("2000 ms ahead of ours");
    }

    @Test
    void neverGoesBackAndNeverRepeats() {
        long first = nonces.next();
        ours.advance(Duration.ofHours(-1));
        assertThat(List.of(nonces.next(), nonces.next())).containsExactly(first + 16, first + 32);
    }

    @Test
    void givesEveryThreadItsOwn() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> seen.add(nonces.next()));
        assertThat(seen).hasSize(100_000);
    }

    @Test
    void neverRepeatsAfterARestartWithTheClockPutBack() {
        long used = 1795176000123456L + 3_600_000_000L;
        memory.nonces.put("me", used);
        memory.nonces.put("somebody else", used * 2);
        memory.slot = 3;

        assertThat(nonces.next()).isGreaterThan(used).isLessThanOrEqualTo(used + 32);
    }

    @Test
    void twoInstancesNeverMakeTheSame() {
        RememberedLimits others = new RememberedLimits();
        others.slot = 15;
        NonceSource other = new NonceSource(clock, others, "me");
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 10_000).parallel().forEach(i -> seen.add((i % 2 == 0 ? nonces : other).next()));
        assertThat(seen).hasSize(10_000).allMatch(nonce -> nonce % 16 == 0 || nonce % 16 == 15);
    }

    @Test
    void goesOnWithAnotherSlotAndNotBack() {
        memory.slot = 15;
        long first = nonces.next();
        memory.slot = 0;
        assertThat(nonces.next()).isEqualTo(first + 1);
        memory.slot = 7;
        assertThat(nonces.next()).isEqualTo(first + 1 + 16 + 7);
    }

    @Test
    void keepsItsSlotWhileTheMemoryIsDown() {
        memory.slot = 5;
        long first = nonces.next();
        memory.down = true;
        assertThat(nonces.next()).isEqualTo(first + 16);
    }

    @Test
    void makesNoneBeforeTheMemoryHasAnswered() {
        memory.down = true;
        assertThatIllegalStateException().isThrownBy(nonces::next);
        memory.down = false;
        memory.nonces.put("me", 1_900_000_000_000_000L);
        assertThat(nonces.next()).isGreaterThan(1_900_000_000_000_000L);
    }

    @Test
    void checkingKeepsTheFinerMeasurement() {
        clock.synchronise(() -> ours.instant().plusMillis(100));
        Instant told = clock.check(() -> {
            ours.advance(Duration.ofSeconds(2));
            return ours.instant();
        });
        assertThat(told).isEqualTo(ours.instant());
        assertThat(clock.skew()).contains(Duration.ofMillis(100));
    }

    @Test
    void checkingCorrectsWhatCannotBeTrue() {
        clock.synchronise(ours::instant);
        clock.check(() -> ours.instant().plusMillis(2));
        assertThat(clock.skew()).contains(Duration.ofMillis(2));
        clock.check(() -> ours.instant().plusMillis(1));
        assertThat(clock.skew()).contains(Duration.ofMillis(2));
    }

    @Test
    void checkingMeasuresWhereNothingWasMeasured() {
        clock.check(() -> ours.instant().plusMillis(1));
        assertThat(clock.skew()).contains(Duration.ofMillis(1));
    }

    @Test
    void believesTheSampleWithTheShortestWay() {
        Deque<Duration> roundTrips =
                new ArrayDeque<>(List.of(Duration.ofMillis(400), Duration.ofMillis(20), Duration.ofMillis(300)));
        clock.synchronise(() -> {
            Duration way = roundTrips.pop();
            ours.advance(way);
            // Slow answers left the exchange at once and were held up on their way back.
            Instant sent = ours.instant().minus(way).plus(Duration.ofMillis(10));
            return sent.plusSeconds(5);
        });
        assertThat(clock.skew()).contains(Duration.ofSeconds(5));
    }

    @Test
    void isDoubtedUntilMeasuredAgain() {
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isTrue();
        clock.synchronise(ours::instant);
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isFalse();
        clock.distrust();
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isTrue();
        clock.synchronise(ours::instant);
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isFalse();
        ours.advance(Duration.ofMinutes(3).plusMillis(1));
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isTrue();
    }

    @Test
    void comesBackFromAFutureThatTheExchangeRefused() {
        clock.synchronise(ours::instant);
        ours.advance(Duration.ofHours(1));
        nonces.next();
        Instant exchange = ours.instant().minus(Duration.ofHours(1));
        clock.synchronise(() -> exchange);

        assertThat(nonces.next()).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, exchange) / 16 * 16);
    }

    @Test
    void goesOnAfterASmallStepBack() {
        long first = nonces.next();
        clock.synchronise(() -> ours.instant().minusSeconds(50));
        assertThat(List.of(nonces.next(), nonces.next())).containsExactly(first + 16, first + 32);
    }

    @Test
    void isMeasuredAnewAfterOurClockWasPutBack() {
        clock.synchronise(ours::instant);
        ours.advance(Duration.ofMinutes(-4));
        assertThat(clock.isOlderThan(Duration.ofMinutes(3))).isTrue();
    }

    @Test
    void anAnswerGrowsNoYoungerWhenOurClockWasPutBack() {
        int[] asked = {0};
        Remembered<Integer> remembered = new Remembered<>(Duration.ofMinutes(1), ours);
        remembered.get(() -> ++asked[0]);
        ours.advance(Duration.ofSeconds(-59));
        assertThat(remembered.get(() -> ++asked[0])).isOne();
        ours.advance(Duration.ofSeconds(-1));
        assertThat(remembered.get(() -> ++asked[0])).isEqualTo(2);
    }
}
