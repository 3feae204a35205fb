package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Stories of positions with stops at an exchange that refuses, is silent, loses answers and goes away, while people cancel
 * orders by hand and the service is killed: whatever happens, what should have a stop has one within five seconds, or is
 * closed.
 */
class NeverNakedTests {

    private static final long STORIES = "full".equals(System.getProperty("proof.size")) ? 1_000 : 40;

    private static final List<String> ALONE = List.of("");

    @Test
    void whatShouldHaveAStopHasOneOrIsClosed() {
        tell(false, ALONE, PositionMode.ONE_WAY);
    }

    /** It forgets some of them, and places others late; parts of what rests are filled. */
    @Test
    void alsoWhereTheExchangeTiesExitsToWhatOpens() {
        tell(true, ALONE, PositionMode.ONE_WAY);
    }

    @Test
    void alsoWhereStrategiesShareTheSymbol() {
        tell(false, List.of("", "a", "b"), PositionMode.ONE_WAY);
    }

    @Test
    void alsoWhereThereAreTwoPositions() {
        tell(true, List.of("", "a"), PositionMode.HEDGE);
    }

    private static void tell(boolean tied, List<String> strategies, PositionMode mode) {
        Long only = Long.getLong("naked.seed");
        List<Told> told = LongStream.rangeClosed(only == null ? 1 : only, only == null ? STORIES : only)
                .parallel()
                .mapToObj(seed -> tell(seed, new NakedStory(new Random(seed), tied, strategies, mode), only != null))
                .toList();
        int filled = told.stream().mapToInt(Told::opened).sum();
        long longest = told.stream()
                .map(Told::longest)
                .max(Duration::compareTo)
                .orElseThrow()
                .toMillis();
        System.out.printf(
                "%d stories, %d openings filled, longest without protection %d ms%n", told.size(), filled, longest);
        assertThat(told.stream().flatMap(it -> Stream.ofNullable(it.broken()))).isEmpty();
        assertThat(filled).as("openings that were filled").isGreaterThan(only == null ? (int) STORIES : 0);
    }

    private record Told(int opened, Duration longest, String broken) {}

    private static Told tell(long seed, NakedStory story, boolean wholly) {
        story.run();
        String broken = story.broken() == null
                ? null
                : "-Dnaked.seed=%d: %s%n%s".formatted(seed, story.broken(), wholly ? story.trace() : "");
        return new Told(story.opened(), story.longest(), broken);
    }
}
