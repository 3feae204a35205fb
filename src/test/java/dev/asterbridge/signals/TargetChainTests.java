package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.signals.TargetChain.Said;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetChainTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Steps as they came in, all of one second; what was held before them; the order in which they were meant. */
    @ParameterizedTest
    @CsvSource({
        // all of them are known
        "-1>2 0>1 1>-1,         0, 0>1 1>-1 -1>2",
        "1>0 0>1,               0, 0>1 1>0",
        "0>1 1>0,               1, 1>0 0>1",
        "0>2 0>1 1>0,           0, 0>1 1>0 0>2",
        "2>3 0>1 1>2,           0, 0>1 1>2 2>3",
        "3>4 1>2 2>3 0>1,       0, 0>1 1>2 2>3 3>4",
        "1>3 2>1 3>2 0>1,       0, 0>1 1>3 3>2 2>1",
        "0>0 0>1,               0, 0>0 0>1",
        "1.0>2 0.0>1,           0, 0.0>1 1.0>2",
        // what was held before is not known, or was something else
        "-3>0 0>-3,             , 0>-3 -3>0",
        "1>2 0>1,               , 0>1 1>2",
        "1>2 0>1,               5, 0>1 1>2",
        "0>1 1>0,               , 0>1 1>0",
        "1>0 0>1,               7, 1>0 0>1",
        // one is missing
        "2>3 0>1,               0, 0>1 2>3",
        "0>1 2>3,               0, 0>1 2>3",
        "1>2 2>1,               0, 1>2 2>1",
        "0>1 0>-1,              0, 0>1 0>-1",
        "0>1 2>0,               0, 2>0 0>1",
        "2>0 0>1,               0, 2>0 0>1",
        "1>0 0>2,               0, 1>0 0>2",
        // two are
        "3>4 1>2,               0, 3>4 1>2",
        "1>2 3>4,               0, 1>2 3>4",
        "3>4 1>2 4>5,           0, 3>4 4>5 1>2"
    })
    void stepsOfOneSecondAreOrderedAsEachGoesOnFromTheOneBefore(String arrived, BigDecimal before, String meant) {
        List<Said> said =
                Arrays.stream(arrived.split(" ")).map(step -> said(step, NOON)).toList();

        assertThat(TargetChain.inOrder(before, said).stream().map(Said::id).collect(Collectors.joining(" ")))
                .isEqualTo(meant);
    }

    /** Steps without a time, half a second apart, each with a name; the order in which they are taken. */
    @ParameterizedTest
    @CsvSource({
        "a:0>2 b:2>3 c:3>2 d:3>2 e:2>-1,       a b c d e",
        "a:0>2 b:2>3 c:3>2 d:3>2 e:3>2 f:2>-1, a b c d e f",
        "a:0>2 b:0>2 c:2>0,                    a b c",
        "a:0>2 b:2>0 c:0>2 d:2>0,              a b c d",
        "a:0>2 b:2>3 c:0>2,                    a c b",
        "a:0>2 b:2>3 c:0>2 d:3>0,              a c b d",
        "a:0>2 b:2>3 c:0>2 d:2>3 e:3>0,        a c b d e",
        "a:0>2 b:2>0 c:0>2 d:0>2 e:2>0,        a b c d e"
    })
    void whatIsSaidOnceMoreWithoutATimeMeansNothingNew(String arrived, String meant) {
        List<Said> said = new ArrayList<>();
        for (String step : arrived.split(" ")) {
            String[] words = step.split(":");
            said.add(untimed(words[0], words[1], NOON.plusMillis(500L * said.size())));
        }

        assertThat(TargetChain.inOrder(BigDecimal.ZERO, said).stream()
                        .map(Said::id)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(meant);
    }

    @Test
    void whatComesMuchLaterOrHasATimeIsNoRepeat() {
        Said first = untimed("a", "0>1", NOON);

        assertThat(untimed("b", "0>1", NOON.plusSeconds(30)).repeats(first)).isTrue();
        assertThat(untimed("b", "0>1", NOON.plusSeconds(31)).repeats(first)).isFalse();
        assertThat(untimed("b", "0.0>1.0", NOON).repeats(first))
                .as("not the same to the letter")
                .isFalse();
        assertThat(said("0>1", NOON).repeats(first)).isFalse();
        assertThat(first.repeats(said("0>1", NOON))).isFalse();
        Said open = new Said("b", BigDecimal.ONE, null, NOON, "c", false, Entry.MARKET, MarginTerms.NONE);
        assertThat(open.repeats(open)).as("not knowing from where").isFalse();
    }

    @Test
    void aLaterSecondComesLaterHoweverTheyArrive() {
        Said first = said("0>1", NOON);
        Said second = said("1>0", NOON.plusSeconds(1));
        Said third = said("0>-1", NOON.plusSeconds(2));

        assertThat(TargetChain.inOrder(BigDecimal.ZERO, List.of(third, first, second)))
                .containsExactly(first, second, third);
    }

    @Test
    void aSecondGoesOnFromTheOneBefore() {
        Said open = said("0>1", NOON);
        Said exit = said("1>0", NOON.plusSeconds(1));
        Said again = said("0>1", NOON.plusSeconds(1));

        assertThat(TargetChain.inOrder(null, List.of(again, exit, open))).containsExactly(open, exit, again);
    }

    @Test
    void partsOfASecondAreTheSameSecond() {
        Said first = said("0>1", NOON.plusMillis(900));
        Said second = said("1>2", NOON.plusMillis(100));

        assertThat(TargetChain.inOrder(null, List.of(second, first))).containsExactly(first, second);
    }

    @Test
    void whatDoesNotSayWhatWasHeldBeforeIsTakenAsItCame() {
        Said one = new Said("a", BigDecimal.ONE, null, NOON, null, false, Entry.MARKET, MarginTerms.NONE);
        Said two = said("0>1", NOON);

        assertThat(TargetChain.inOrder(BigDecimal.ZERO, List.of(one, two))).containsExactly(one, two);
    }

    @Test
    void wayMoreThanAStrategySaysInASecondIsTakenAsItCame() {
        List<Said> flood = new ArrayList<>();
        for (int i = 1000; i > 0; i--) {
            flood.add(said((i - 1) + ">" + i, NOON));
        }

        assertThat(TargetChain.inOrder(BigDecimal.ZERO, flood)).isEqualTo(flood);
    }

    @Test
    void whenAllAreKnownTheEndDoesNotDependOnTheirOrder() {
        Random random = new Random(4);
        for (int round = 0; round < 3000; round++) {
            List<Said> meant = new ArrayList<>();
            int held = 0;
            for (int i = 0; i < 9; i++) {
                int next = random.nextInt(-2, 3);
                meant.add(said(held + ">" + next, NOON.plusSeconds(i / 4)));
                held = next;
            }
            List<Said> arrived = new ArrayList<>(meant);
            Collections.shuffle(arrived, random);

            List<Said> ordered = TargetChain.inOrder(BigDecimal.ZERO, arrived);

            assertThat(ordered).containsExactlyInAnyOrderElementsOf(meant);
            assertThat(ordered.getLast().target()).as("%s", arrived).isEqualByComparingTo(BigDecimal.valueOf(held));
        }
    }

    static Said untimed(String id, String step, Instant at) {
        Said said = said(step, at);
        return new Said(id, said.target(), said.previous(), at, step, false, said.entry(), said.margin());
    }

    /** An order such as {@code 0>1}: from 0 to 1. */
    static Said said(String step, Instant at) {
        String[] sizes = step.split(">");
        return new Said(
                step,
                new BigDecimal(sizes[1]),
                new BigDecimal(sizes[0]),
                at,
                null,
                false,
                Entry.MARKET,
                MarginTerms.NONE);
    }
}
