package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final NonceSource nonces = new NonceSource(clock);

    @Test
    void countsMicrosecondsOfTheExchangesTime() {
        assertThat(nonces.next()).isEqualTo(1795176000123456L);
        clock.synchronise(() -> ours.instant().plusSeconds(3));
        assertThat(nonces.next()).isEqualTo(1795176003123456L);
    }

    @Test
    void neverGoesBackAndNeverRepeats() {
        long first = nonces.next();
        ours.advance(Duration.ofHours(-1));
        assertThat(List.of(nonces.next(), nonces.next())).containsExactly(first + 1, first + 2);
    }

    @Test
    void givesEveryThreadItsOwn() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> seen.add(nonces.next()));
        assertThat(seen).hasSize(100_000);
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

        assertThat(nonces.next()).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, exchange));
    }

    @Test
    void goesOnAfterASmallStepBack() {
        long first = nonces.next();
        clock.synchronise(() -> ours.instant().minusSeconds(50));
        assertThat(List.of(nonces.next(), nonces.next())).containsExactly(first + 1, first + 2);
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
        Remembered<Integer> remembered = new Remembered<>(() -> ++asked[0], Duration.ofMinutes(1), ours);
        remembered.get();
        ours.advance(Duration.ofSeconds(-59));
        assertThat(remembered.get()).isOne();
        ours.advance(Duration.ofSeconds(-1));
        assertThat(remembered.get()).isEqualTo(2);
    }
}
