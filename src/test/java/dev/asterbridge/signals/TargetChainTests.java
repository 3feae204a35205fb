package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.signals.TargetChain.Link;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetChainTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void targetsOfOneSecondAreOrderedAsEachFollowsFromTheOneBefore() {
        Waiting first = target("a", "1", "0", 0);
        Waiting second = target("b", "-1", "1", 0);
        Waiting third = target("c", "2", "-1", 0);

        assertThat(ordered(standing("0", null, 0), third, first, second)).containsExactly(first, second, third);
        assertThat(ordered(null, third, second, first)).containsExactly(first, second, third);
    }

    @Test
    void aRoundTripWithinOneSecondIsOrderedByWhatWasSaidBefore() {
        Waiting open = target("a", "1", "0", 0);
        Waiting close = target("b", "0", "1", 0);

        assertThat(ordered(standing("0", null, -5), close, open)).containsExactly(open, close);
        assertThat(ordered(standing("1", null, -5), open, close)).containsExactly(close, open);
    }

    @Test
    void aLaterSecondComesLaterHoweverTheyArrive() {
        Waiting first = target("a", "1", "0", 0);
        Waiting second = target("b", "0", "1", 1);
        Waiting third = target("c", "-1", "0", 2);

        assertThat(ordered(standing("0", null, -5), third, first, second)).containsExactly(first, second, third);
    }

    @Test
    void withoutTimesTheyAreOrderedAsThoseOfOneSecond() {
        Waiting first = target("a", "1", "0", (Long) null);
        Waiting second = target("b", "2", "1", (Long) null);
        Waiting unsaid = target("c", "3", null, (Long) null);
        Waiting too = target("d", "4", null, (Long) null);

        assertThat(ordered(standing("5", null, 0), second, first)).containsExactly(first, second);
        assertThat(ordered(standing("5", null, 0), unsaid, too)).containsExactly(unsaid, too);
    }

    @Test
    void everyShuffledChainComesOutAsItWasMeant() {
        Random random = new Random(4);
        for (int round = 0; round < 500; round++) {
            List<Waiting> meant = new ArrayList<>();
            String held = "0";
            for (int i = 0; i < 6; i++) {
                String next = Integer.toString(100 * round + i + 1);
                meant.add(target("s" + i, next, held, i / 3));
                held = next;
            }
            List<Waiting> arrived = new ArrayList<>(meant);
            Collections.shuffle(arrived, random);
            assertThat(TargetChain.inOrder(standing("0", null, -1), arrived)).isEqualTo(meant);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // target and previous, its second; target and previous said last, that second, whether after a gap
        "2, 1, 0,   1, 0, 0, false, Follows",
        "2, , 0,    1, 0, 0, false, Follows",
        "2, 1, 0,   1, , -9, false, Follows",
        "2, 1, -1,  1, 0, 0, false, Older",
        "1, 0, 0,   2, 1, 0, false, Older",
        "0, 1, 0,   1, 0, 0, false, Follows",
        "1, 0, 0,   0, 1, 0, true, Older",
        "1, 0, 0,   0, 1, 0, false, Follows",
        "3, 2, 5,   1, 0, 0, false, Gap",
        "3, 2, ,    1, 0, 0, false, Gap",
        "1, 0, 5,   0, 1, 0, true, Follows"
    })
    void saysHowATargetFitsToWhatWasSaidLast(
            String size, String previous, Long second, String last, String before, long at, boolean gap, String link) {
        Standing standing = new Standing(
                new BigDecimal(last),
                before == null ? null : new BigDecimal(before),
                NOON.plusSeconds(at),
                "last",
                gap);

        assertThat(TargetChain.link(standing, target("x", size, previous, second))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(link);
    }

    @Test
    void theFirstOfAStrategyAndTheOneThatIsUnderWayAreNoGap() {
        assertThat(TargetChain.link(null, target("x", "3", "2", 0))).isInstanceOf(Link.Follows.class);
        assertThat(TargetChain.link(standing("9", "8", 5), target("last", "3", "2", 0)))
                .isInstanceOf(Link.Follows.class);
    }

    @Test
    void aGapNamesBothSides() {
        assertThat(TargetChain.link(standing("1.0", null, 0), target("x", "3", "2", 1)))
                .isEqualTo(new Link.Gap(new BigDecimal("1.0"), new BigDecimal("2")));
        assertThat(TargetChain.standing(standing("1", null, 0), target("x", "3", "2", 1))
                        .gap())
                .isTrue();
        assertThat(TargetChain.standing(standing("2", null, 0), target("x", "3", "2", 1))
                        .gap())
                .isFalse();
    }

    private static List<Waiting> ordered(Standing last, Waiting... waiting) {
        return TargetChain.inOrder(last, Arrays.asList(waiting));
    }

    private static Standing standing(String target, String previous, long second) {
        return new Standing(
                new BigDecimal(target),
                previous == null ? null : new BigDecimal(previous),
                NOON.plusSeconds(second),
                "last",
                false);
    }

    private static Waiting target(String id, String size, String previous, Integer second) {
        return target(id, size, previous, second == null ? null : Long.valueOf(second));
    }

    private static Waiting target(String id, String size, String previous, Long second) {
        Signal signal = new Signal(BTC, null, Wishes.target(size, previous));
        return new Waiting(id, signal, second == null ? null : NOON.plusSeconds(second), NOON, NOON, NOON, false);
    }
}
