package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long nothing may be sent. */
class BanClockTests {

    private final MovingClock clock = new MovingClock();
    private final BanClock bans = new BanClock(new AsterClock(clock));

    @Test
    void believesTheLaterOfWhatAnAnswerSays() {
        bans.learn(418, "banned until %d".formatted(clock.millis() + 600_000), Duration.ofSeconds(1));
        assertThat(bans.remaining().orElseThrow()).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(600));
    }

    @Test
    void isNeverShortenedByALaterAnswer() {
        bans.learn(418, "", Duration.ofMinutes(10));
        bans.learn(418, "", Duration.ofMinutes(1));
        bans.learn(429, "", Duration.ofSeconds(1));
        assertThat(bans.remaining()).contains(Duration.ofMinutes(10));
    }

    @Test
    void lastsFourDaysAtMost() {
        bans.learn(418, "", Duration.ofDays(400));
        assertThat(bans.remaining()).contains(Duration.ofDays(4));
    }

    @Test
    void isTwoMinutesWhenTheTextNamesATimeGoneBy() {
        bans.learn(418, "banned until %d".formatted(clock.millis() - 1000), null);
        assertThat(bans.remaining()).contains(Duration.ofMinutes(2));
    }

    @Test
    void isShortAfterTheFirewall() {
        bans.learn(403, "", null);
        assertThat(bans.remaining()).contains(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(bans.remaining()).isEmpty();
    }
}
