package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.replay.AlertLog;
import dev.asterbridge.replay.Fill;
import dev.asterbridge.replay.Shuffler;
import dev.asterbridge.signals.TargetChain.Said;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CourseTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int STORIES = "full".equals(System.getProperty("proof.size")) ? 10_000 : 200;

    private final World world = new World();

    @Test
    void whatSimplyGoesOnNeedsNoLookIntoTheJournal() {
        world.say("0>1", 0);
        world.work();
        assertThat(world.looks).as("the first one of all").isOne();
        world.say("1>2", 1);
        world.work();

        assertThat(world.held).isEqualTo("2");
        assertThat(world.looks).isOne();
    }

    @Test
    void ofThreeOfOneSecondTheLastOneMayComeFirst() {
        world.say("-1>0", -9);
        world.work();
        for (String step : List.of("2>3", "0>1", "1>2")) {
            world.say(step, 0);
            world.work();
        }

        assertThat(world.held).isEqualTo("3");
        assertThat(world.gaps).containsExactly("0 2");
    }

    @Test
    void whatFillsAGapBringsBackWhatWasTakenForOlder() {
        world.say("-1>0", -9);
        world.work();
        world.say("3>4", 0);
        world.work();
        world.say("1>2", 0);
        world.work();
        assertThat(world.held).as("nothing says which of the two is newer").isEqualTo("2");

        world.say("2>3", 0);
        world.work();
        assertThat(world.held).isEqualTo("4");
        world.say("0>1", 0);
        world.work();
        assertThat(world.held).isEqualTo("4");
    }

    @Test
    void whatWasLetGoMayBeTheNewestAfterAll() {
        world.say("-1>0", -9);
        world.work();
        world.say("3>4", 0);
        world.say("1>2", 0);
        world.work();
        assertThat(world.held).isEqualTo("2");

        world.say("2>3", 0);
        world.work();

        assertThat(world.held).isEqualTo("4");
    }

    @Test
    void aRoundTripThatCameBeforeTheOneItFollowsIsPutRight() {
        world.say("0>1", -9);
        world.work();
        world.say("0>1", 1);
        world.say("1>0", 1);
        world.work();
        assertThat(world.held).as("out and in again").isEqualTo("1");

        world.say("1>0", 0);
        world.work();
        assertThat(world.held).as("in and out again").isEqualTo("0");
    }

    @Test
    void whatIsSaidOnceMoreChangesNothingAndIsNoGap() {
        List<String> steps = List.of("0>2", "2>3", "3>2", "3>2", "2>-1", "2>-1", "3>2", "-1>0");
        List<String> held = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            world.sayUntimed(steps.get(i), NOON.plusMillis(90L * i));
            world.work();
            held.add(world.held);
        }

        assertThat(held).containsExactly("2", "3", "2", "2", "-1", "-1", "-1", "0");
        assertThat(world.gaps).isEmpty();
    }

    /** Where two of one second came in swapped, and so does a copy of what came after them. */
    @Test
    void aCopyOfWhatCameAfterASwapChangesNothing() {
        world.sayUntimed("1>0", NOON.minusSeconds(40));
        world.work();
        for (String step : List.of("1>0", "0>1")) {
            world.sayUntimed(step, NOON);
            world.work();
        }
        assertThat(world.held).isEqualTo("0");
        world.sayUntimed("0>1", NOON.plusSeconds(3));
        world.work();
        assertThat(world.held).isEqualTo("1");

        world.sayUntimed("0>1", NOON.plusSeconds(8));
        world.work();

        assertThat(world.held).isEqualTo("1");
    }

    @Test
    void whatIsSaidOnceMoreSecondsLaterChangesNothing() {
        List<String> steps = List.of("0>2", "2>3", "2>3", "0>2", "3>2");
        List<String> held = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            world.sayUntimed(steps.get(i), NOON.plusSeconds(7L * i));
            world.work();
            held.add(world.held);
        }

        assertThat(held).containsExactly("2", "3", "3", "3", "2");
        assertThat(world.gaps).isEmpty();
    }

    @Test
    void whatIsBegunIsFinishedAsWhatIsMeantByThen() {
        world.say("0>1", 0);
        world.begin();
        world.say("2>3", 0);
        world.work();
        assertThat(world.held)
                .as("what is begun goes first, what follows it later")
                .isEqualTo("3");
        assertThat(world.waiting).isEmpty();
    }

    @Test
    void anOlderOneLeavesWhatIsBegunAlone() {
        world.say("1>2", 1);
        world.begin();
        world.say("0>1", 0);
        Waiting late = world.waiting.getLast();

        assertThat(Course.of(late, world.view(), world.last, () -> world.record))
                .isInstanceOf(Course.LetGo.class);
    }

    @Test
    void onlyTheRunOfTargetsAroundItIsLookedAt() {
        world.say("0>1", 0);
        world.waiting.add(
                new Waiting("close", new Signal(BTC, null, new Signal.Close()), "", NOON, NOON, NOON, NOON, false));
        world.say("1>2", 1);

        assertThat(world.view().targetsWith(world.waiting.getLast()))
                .extracting(Waiting::id)
                .containsExactly("1>2@1");
        assertThat(world.view().targetsWith(world.waiting.getFirst()))
                .extracting(Waiting::id)
                .containsExactly("0>1@0");
    }

    /** Without journal and exchange, so that there can be many of them; {@code -Dreplay.seed} tells one of them again. */
    @Test
    void whateverHappensToItsAlertsWhatIsHeldIsWhatTheStrategyHolds() {
        List<Fill> log = Shuffler.compressed(AlertLog.alerts(), NOON);
        List<BigDecimal> positions = AlertLog.positions();
        long first = Long.getLong("replay.seed", 0);
        for (long seed = first; seed < first + STORIES; seed++) {
            long number = seed;
            World story = new World();
            Random chance = new Random(seed);
            for (Shuffler.Stretch stretch : new Shuffler(log, 40, chance).stretches()) {
                for (Shuffler.Wave wave : stretch.waves()) {
                    for (int alert : wave.alerts()) {
                        story.say(log.get(alert), alert);
                        for (int steps = chance.nextInt(8) - 4; steps > 0; steps--) {
                            story.step(chance.nextInt(3) == 0);
                        }
                    }
                }
                story.work();
                assertThat(new BigDecimal(story.held))
                        .as(() -> "seed %d after alert %d: %s".formatted(number, stretch.last(), story.told()))
                        .isEqualByComparingTo(positions.get(stretch.last()));
            }
        }
    }

    /** A lane that carries everything out at once, or in two steps. */
    private static final class World {

        private final List<Waiting> waiting = new ArrayList<>();
        private final List<Said> record = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> gaps = new ArrayList<>();
        private final List<Object> told = new ArrayList<>();
        private @Nullable Standing last;
        private String held = "0";
        private int looks;

        void say(String step, int second) {
            say(step + "@" + second, TargetChainTests.said(step, NOON.plusSeconds(second)));
        }

        void say(Fill fill, int number) {
            say(
                    "a" + number,
                    new Said("", fill.after(), fill.before(), fill.at(), null, false, Entry.MARKET, MarginTerms.NONE));
        }

        void sayUntimed(String step, Instant at) {
            String id = "n" + record.size();
            say(id, TargetChainTests.untimed(id, step, at));
        }

        private void say(String id, Said said) {
            if (seen.add(id)) {
                Signal.Target target = new Signal.Target(said.target(), said.previous(), Entry.MARKET);
                Instant fired = said.content() == null ? said.at() : null;
                waiting.add(new Waiting(
                        id,
                        new Signal(BTC, null, target),
                        String.valueOf(said.content()),
                        fired,
                        said.at(),
                        NOON,
                        NOON,
                        false));
                record.add(new Said(
                        id,
                        said.target(),
                        said.previous(),
                        said.at(),
                        said.content(),
                        false,
                        Entry.MARKET,
                        MarginTerms.NONE));
                told.add(record.getLast());
            }
        }

        void begin() {
            step(true);
        }

        void work() {
            while (!waiting.isEmpty()) {
                step(false);
            }
        }

        void step(boolean half) {
            if (waiting.isEmpty()) {
                return;
            }
            Course course = Course.of(waiting.getFirst(), view(), last, () -> {
                looks++;
                return remembered();
            });
            String id = course.signal().id();
            told.add(course);
            if (course instanceof Course.CarryOut it) {
                held = ((Signal.Target) it.signal().signal().intent()).size().toPlainString();
                if (half) {
                    waiting.replaceAll(other -> other.id().equals(id) ? placed(other) : other);
                    return;
                }
            }
            last = course.standing() == null ? last : course.standing();
            if (course.gap() != null) {
                gaps.add(course.gap().known() + " " + course.gap().said());
            }
            waiting.removeIf(other -> other.id().equals(id));
            record.replaceAll(said -> said.id().equals(id)
                    ? new Said(
                            id,
                            said.target(),
                            said.previous(),
                            said.at(),
                            said.content(),
                            true,
                            Entry.MARKET,
                            MarginTerms.NONE)
                    : said);
        }

        /** As many as the journal is asked for. */
        private List<Said> remembered() {
            long decided = record.stream().filter(Said::decided).count();
            List<Said> newest = new ArrayList<>();
            for (Said said : record) {
                if (!said.decided() || decided-- <= SignalRecords.REMEMBERED) {
                    newest.add(said);
                }
            }
            return newest;
        }

        String told() {
            return told.stream()
                    .skip(Math.max(0, told.size() - 40))
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        }

        LaneView view() {
            Map<String, Standing> targets = last == null ? Map.of() : Map.of("", last);
            return new LaneView(List.of(), List.copyOf(waiting), null, 1, null, false, targets);
        }

        private static Waiting placed(Waiting it) {
            return new Waiting(
                    it.id(),
                    it.signal(),
                    it.content(),
                    it.firedAt(),
                    it.receivedAt(),
                    it.opensUntil(),
                    it.expiresAt(),
                    true);
        }
    }
}
