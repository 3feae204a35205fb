package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Stories of positions with stops at an exchange that refuses, is silent, loses answers and goes away, while people cancel
 * orders by hand and the service is killed: whatever happens, what should have a stop has one within five seconds, or is
 * closed.
 */
class NeverNakedTests {

    private static final int STORIES = "full".equals(System.getProperty("proof.size")) ? 20_000 : 60;

    @Test
    void whatShouldHaveAStopHasOneOrIsClosed() {
        tell(false);
    }

    /** It forgets some of them, and places others late; parts of what rests are filled. */
    @Test
    void alsoWhereTheExchangeTiesStopsToWhatRests() {
        tell(true);
    }

    private static void tell(boolean tied) {
        Long only = Long.getLong("naked.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? STORIES : only;
        int filled = 0;
        Duration longest = Duration.ZERO;
        List<String> broken = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            NakedStory story = new NakedStory(new Random(seed), tied);
            story.run();
            filled += story.opened();
            longest = story.longest().compareTo(longest) > 0 ? story.longest() : longest;
            if (story.broken() != null) {
                broken.add(
                        "-Dnaked.seed=%d: %s%n%s".formatted(seed, story.broken(), only == null ? "" : story.trace()));
            }
        }
        System.out.printf(
                "%d stories, %d openings filled, longest without protection %d ms%n",
                last - first + 1, filled, longest.toMillis());
        assertThat(broken).isEmpty();
        assertThat(filled).as("openings that were filled").isGreaterThan(only == null ? STORIES : 0);
    }
}
