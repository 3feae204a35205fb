package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.LineMemory.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long nothing may be sent. */
class BanClockTests {

    private final MovingClock clock = new MovingClock();
    private final BanClock bans = new BanClock(new AsterClock(clock));

    @Test
    void believesTheLaterOfWhatAnAnswerSays() {
        bans.learn(418, null, "banned until %d".formatted(clock.millis() + 600_000), Duration.ofSeconds(1));
        assertThat(bans.remaining().orElseThrow()).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(600));
    }

    @Test
    void isNeverShortenedByALaterAnswer() {
        bans.learn(418, null, "", Duration.ofMinutes(10));
        bans.learn(418, null, "", Duration.ofMinutes(1));
        bans.learn(429, null, "", Duration.ofSeconds(1));
        assertThat(bans.remaining()).contains(Duration.ofMinutes(10));
    }

    @Test
    void lastsFourDaysAtMost() {
        bans.learn(418, null, "", Duration.ofDays(400));
        assertThat(bans.remaining()).contains(Duration.ofDays(4));
    }

    @Test
    void isTwoMinutesWhenTheTextNamesATimeGoneBy() {
        bans.learn(418, null, "banned until %d".formatted(clock.millis() - 1000), null);
        assertThat(bans.remaining()).contains(Duration.ofMinutes(2));
    }

    @Test
    void saysNothingWithoutATooMany() {
        assertThat(bans.learn(400, -2019, "Margin is insufficient.", null)).isFalse();
        assertThat(bans.learn(503, -1003, "", null)).isFalse();
        assertThat(bans.learn(503, -1015, "", null)).isFalse();
        assertThat(bans.learn(400, null, "", null)).isFalse();
        assertThat(bans.limits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, -1003", "429,", "400, -1003", "200, -1003"})
    void holdsBackWithoutARetryAfterAndLetsTheUrgentTrySooner(int status, Integer code) {
        assertThat(bans.learn(status, code, "Too many requests.", null)).isTrue();

        assertThat(bans.remaining()).isEmpty();
        assertThat(bans.pause(false, false)).contains(Duration.ofSeconds(60));
        assertThat(bans.pause(true, false)).contains(Duration.ofSeconds(60));
        assertThat(bans.pause(true, true)).contains(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(bans.pause(true, true)).isEmpty();
        assertThat(bans.pause(false, false)).contains(Duration.ofSeconds(55));
        clock.advance(Duration.ofSeconds(55));
        assertThat(bans.pause(true, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 400})
    void tooManyOrdersHoldBackOrdersOnly(int status) {
        assertThat(bans.learn(status, -1015, "Too many new orders.", null)).isTrue();

        assertThat(bans.remaining()).isEmpty();
        assertThat(bans.pause(false, false)).isEmpty();
        assertThat(bans.pause(true, false)).contains(Duration.ofSeconds(60));
        assertThat(bans.pause(true, true)).contains(Duration.ofSeconds(5));
    }

    @Test
    void tooManyOrdersWaitAsLongAsTold() {
        bans.learn(400, -1015, "", Duration.ofSeconds(20));
        assertThat(bans.pause(true, true)).contains(Duration.ofSeconds(20));
        assertThat(bans.pause(true, false)).contains(Duration.ofSeconds(20));
        bans.learn(400, -1015, "", Duration.ofDays(40));
        assertThat(bans.pause(true, true)).contains(Duration.ofDays(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 400})
    void isSilentForAsLongAsTold(int status) {
        assertThat(bans.learn(status, -1003, "", Duration.ofSeconds(7))).isTrue();
        assertThat(bans.remaining()).contains(Duration.ofSeconds(7));
        assertThat(bans.pause(true, false)).isEmpty();
    }

    @Test
    void theUrgentWaitTwiceAsLongEachTimeTheyAreToldTheSame() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bans.learn(429, null, "", null);
            bans.learn(429, null, "", null); // from what was under way as well
            Duration wait = bans.pause(true, true).orElseThrow();
            waits.add(wait);
            clock.advance(wait);
        }
        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(5L, 10L, 20L, 40L, 60L, 5L);
    }

    @Test
    void remembersWhatHasNotEnded() {
        bans.learn(418, null, "", Duration.ofSeconds(10));
        bans.learn(429, null, "", null);
        bans.learn(400, -1015, "", Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(20));

        BanClock later = new BanClock(new AsterClock(clock));
        later.recall(bans.limits());

        assertThat(bans.limits()).hasSize(2);
        assertThat(later.remaining()).isEmpty();
        assertThat(later.pause(false, false)).contains(Duration.ofSeconds(40));
        assertThat(later.pause(true, true)).isEmpty();
        assertThat(later.limits()).isEqualTo(bans.limits());
    }

    @Test
    void recallsASilenceButNoneOfAYear() {
        Instant now = clock.instant();
        bans.recall(
                List.of(new Limit("silence", now.plusSeconds(90), 0), new Limit("weight", now.plusSeconds(900), 0)));
        assertThat(bans.remaining()).contains(Duration.ofSeconds(90));
        bans.recall(List.of(new Limit("silence", now.plusSeconds(30), 0)));
        assertThat(bans.remaining()).contains(Duration.ofSeconds(90));
        Instant farAway = now.plus(Duration.ofDays(365));
        bans.recall(List.of(
                new Limit("silence", farAway, 0),
                new Limit("pause of requests", farAway, 0),
                new Limit("pause of orders", farAway, 0)));
        assertThat(bans.remaining()).contains(Duration.ofDays(4));
        assertThat(bans.pause(true, false)).contains(Duration.ofDays(4));
        assertThat(bans.pause(false, false)).contains(Duration.ofDays(4));
    }

    @Test
    void isShortAfterTheFirewall() {
        bans.learn(403, null, "", null);
        assertThat(bans.remaining()).contains(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(bans.remaining()).isEmpty();
    }
}
