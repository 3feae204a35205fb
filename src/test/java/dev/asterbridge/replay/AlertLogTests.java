package dev.asterbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.replay.Fill.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The log is what the strategy makes of the candles, and has everything in it that a strategy does. */
class AlertLogTests {

    private final List<Fill> fills = new Crossover(Candle.walk()).fills();

    /** {@code -Dreplay.write=true} writes the resources anew. */
    @Test
    void theResourcesAreWhatTheStrategyMakesOfTheCandles() throws IOException {
        List<String> candles = Candle.walk().stream().map(Candle::line).toList();
        List<String> alerts = fills.stream().map(Fill::message).toList();
        List<String> positions = positions(fills).stream().map(Fill::number).toList();
        if (Boolean.getBoolean("replay.write")) {
            Path folder = Path.of("src", "test", "resources", "replay");
            Files.write(folder.resolve(AlertLog.CANDLES), candles);
            Files.write(folder.resolve(AlertLog.ALERTS), alerts);
            Files.write(folder.resolve(AlertLog.POSITIONS), positions);
        }

        assertThat(AlertLog.lines(AlertLog.CANDLES)).isEqualTo(candles);
        assertThat(AlertLog.lines(AlertLog.ALERTS)).isEqualTo(alerts);
        assertThat(AlertLog.lines(AlertLog.POSITIONS)).isEqualTo(positions);
        assertThat(new Crossover(AlertLog.candles()).fills()).isEqualTo(fills);
    }

    @Test
    void everythingThatAStrategyDoesIsInIt() {
        Map<Kind, Long> kinds = fills.stream().collect(Collectors.groupingBy(Fill::kind, Collectors.counting()));
        Map<Instant, List<Fill>> seconds = seconds(fills);

        assertThat(fills).hasSizeGreaterThanOrEqualTo(200);
        assertThat(kinds.get(Kind.OPENING)).isGreaterThanOrEqualTo(35);
        assertThat(kinds.get(Kind.PYRAMID)).isGreaterThanOrEqualTo(50);
        assertThat(kinds.get(Kind.PARTIAL_EXIT)).isGreaterThanOrEqualTo(100);
        assertThat(kinds.get(Kind.EXIT)).isGreaterThanOrEqualTo(30);
        assertThat(kinds.get(Kind.FLIP_TO_LONG)).isGreaterThanOrEqualTo(10);
        assertThat(kinds.get(Kind.FLIP_TO_SHORT)).isGreaterThanOrEqualTo(10);
        assertThat(seconds.values()).filteredOn(second -> second.size() > 1).hasSizeGreaterThan(80);
        assertThat(seconds.values()).filteredOn(second -> second.size() > 3).isNotEmpty();
        assertThat(seconds.values()).filteredOn(AlertLogTests::isRoundTrip).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void noTwoAlertsOfOneSecondSayTheSame() {
        assertThat(fills.stream().map(Fill::message)).doesNotHaveDuplicates();
    }

    @Test
    void anAlertSurvivesItsWriting() {
        assertThat(fills).extracting(Fill::message).extracting(Fill::read).isEqualTo(fills);
    }

    /** Added up from the orders alone. */
    private static List<BigDecimal> positions(List<Fill> fills) {
        List<BigDecimal> positions = new ArrayList<>();
        BigDecimal held = BigDecimal.ZERO;
        for (Fill fill : fills) {
            held = fill.buy() ? held.add(fill.contracts()) : held.subtract(fill.contracts());
            positions.add(held);
        }
        return positions;
    }

    private static Map<Instant, List<Fill>> seconds(List<Fill> fills) {
        return fills.stream().collect(Collectors.groupingBy(Fill::at));
    }

    private static boolean isRoundTrip(List<Fill> second) {
        return second.getFirst().before().compareTo(second.getLast().after()) == 0;
    }
}
