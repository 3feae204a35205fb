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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strategy's alerts through a lane and its journal, in any order, doubled, late and with losses. */
class ReplayedTargetsTests {

    private final OneLane world = new OneLane();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsHeldIsWhatTheStrategyHolds(long seed) {
        List<Fill> log = Shuffler.compressed(AlertLog.alerts(), world.clock.instant());
        List<BigDecimal> positions = AlertLog.positions();
        Random chance = new Random(seed);
        for (Shuffler.Stretch stretch : new Shuffler(log, 40, chance).stretches()) {
            for (Shuffler.Wave wave : stretch.waves()) {
                for (int number : wave.alerts()) {
                    take(log.get(number));
                    for (int steps = chance.nextInt(12) - 4; steps > 0; steps--) {
                        world.lane.step();
                    }
                }
            }
            while (world.lane.step().filter(Duration::isZero).isPresent()) {
                // until nothing waits
            }
            assertThat(new BigDecimal(world.held()))
                    .as("after alert %d", stretch.last())
                    .isEqualByComparingTo(positions.get(stretch.last()).setScale(3, RoundingMode.DOWN));
        }
    }

    private void take(Fill fill) {
        Instant now = world.clock.instant();
        if (fill.at().isAfter(now)) {
            world.clock.advance(Duration.between(now, fill.at()));
        }
        Signal signal = new Signal(BTC, null, new Signal.Target(fill.after(), fill.before(), Entry.MARKET));
        Alert alert = new Alert("/test", "1.2.3.4", fill.message("", ""), null, fill.at(), true, signal);
        world.journal.write(tx -> world.signals.records.take(tx, alert, world.clock.instant(), id -> true));
    }
}
