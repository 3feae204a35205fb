package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.replay.AlertLog;
import dev.asterbridge.replay.Fill;
import dev.asterbridge.replay.Shuffler;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A strategy's alerts in any order, doubled, late and with losses: what is held is what it holds. */
class ReplayedTargetsTests {

    private static final int RUNS = Integer.getInteger("replay.runs", 60);

    private final List<Fill> log = AlertLog.alerts();
    private final List<BigDecimal> positions = AlertLog.positions();

    @Test
    void whatIsHeldIsWhatTheStrategyHolds() {
        int wrong = 0;
        int checks = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            OneLane world = new OneLane();
            Instant start = world.clock.instant();
            List<Fill> alerts = Shuffler.compressed(log, start);
            Random chance = new Random(seed);
            for (Shuffler.Stretch stretch : new Shuffler(alerts, 40, chance).stretches()) {
                for (Shuffler.Wave wave : stretch.waves()) {
                    Instant newest = wave.alerts().stream()
                            .map(number -> alerts.get(number).at())
                            .max(Instant::compareTo)
                            .orElseThrow();
                    if (newest.isAfter(world.clock.instant())) {
                        world.clock.advance(Duration.between(world.clock.instant(), newest));
                    }
                    for (int number : wave.alerts()) {
                        take(world, alerts.get(number));
                        for (int steps = chance.nextInt(12) - 4; steps > 0; steps--) {
                            world.lane.step();
                        }
                    }
                }
                world.run();
                checks++;
                BigDecimal wanted = positions.get(stretch.last()).setScale(3, RoundingMode.DOWN);
                if (new BigDecimal(world.held()).compareTo(wanted) != 0) {
                    wrong++;
                    System.out.println(
                            "seed " + seed + " after " + stretch.last() + ": " + world.held() + " for " + wanted);
                    break;
                }
            }
        }
        System.out.println(wrong + " wrong of " + RUNS + ", checks " + checks);
        assertThat(wrong).isZero();
    }

    private static void take(OneLane world, Fill fill) {
        Signal signal = new Signal(BTC, "", null, new Signal.Target(fill.after(), fill.before(), Entry.MARKET));
        Alert alert = new Alert("/test", "1.2.3.4", fill.message("s", ""), null, fill.at(), true, signal);
        world.journal.write(tx -> world.signals.records.take(tx, alert, world.clock.instant(), id -> true));
    }
}
