package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RandomWalkTests {

    private static final long SECOND = 1_795_000_000;

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new RandomWalk(7).factor("BTCUSDT", SECOND)).isEqualTo(new RandomWalk(7).factor("BTCUSDT", SECOND));
        assertThat(new RandomWalk(7).factor("BTCUSDT", SECOND))
                .isNotEqualTo(new RandomWalk(8).factor("BTCUSDT", SECOND));
        assertThat(new RandomWalk(7).factor("BTCUSDT", SECOND))
                .isNotEqualTo(new RandomWalk(7).factor("ETHUSDT", SECOND));
    }

    /** A pinned value: another number means that all made-up history has changed. */
    @Test
    void isTheSameOnEveryMachine() {
        assertThat(new RandomWalk(1).factor("BTCUSDT", SECOND)).isEqualTo(1.0829994544785082);
    }

    @Property
    void neverLeavesItsBounds(@ForAll long seed, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        assertThat(new RandomWalk(seed).factor("BTCUSDT", second))
                .isBetween(1 - RandomWalk.BOUND, 1 + RandomWalk.BOUND);
    }

    @Property
    void goesSmallStepsInASecond(@ForAll long seed, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        RandomWalk walk = new RandomWalk(seed);

        assertThat(Math.abs(walk.factor("ETHUSDT", second + 1) - walk.factor("ETHUSDT", second)))
                .isLessThan(0.002);
    }

    @Test
    void movesWithinMinutesAndDays() {
        RandomWalk walk = new RandomWalk(1);
        double minute = 0;
        double day = 0;
        for (int i = 0; i < 100; i++) {
            long second = SECOND + i * 86_400L;
            minute += Math.abs(walk.factor("BTCUSDT", second + 60) - walk.factor("BTCUSDT", second)) / 100;
            day += Math.abs(walk.factor("BTCUSDT", second + 86_400) - walk.factor("BTCUSDT", second)) / 100;
        }

        assertThat(minute).isBetween(0.0001, 0.003);
        assertThat(day).isBetween(0.005, 0.06);
    }
}
