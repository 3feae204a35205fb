package dev.asterbridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Not one alert lost, not one order doubled, in any of many stories of crashes, stopped processes, lost answers, late
 * executions, blind lookups, request limits and clocks that jump.
 *
 * <p>{@code -Dsimulation.seed=17} tells one story and what happened in it; {@code -Dproof.size=full} tells a million.
 */
class SimulationTests {

    private static final long STORIES = "full".equals(System.getProperty("proof.size", "ci")) ? 1_000_000 : 10_000;

    private final Quiet quiet = new Quiet();

    @BeforeEach
    void silence() {
        quiet.begin();
    }

    @AfterEach
    void speak() {
        quiet.end();
    }

    @Test
    void everyPromiseIsKeptInEveryStory() throws InterruptedException, SQLException {
        Long seed = Long.getLong("simulation.seed");
        if (seed != null) {
            Simulation.Ending ending = told(seed);
            assertThat(ending.violation()).as(story(ending)).isNull();
            return;
        }
        long start = System.nanoTime();
        Campaign campaign = new Campaign(1, STORIES, 10).run();
        double seconds = (System.nanoTime() - start) / 1e9;
        Report.add(
                "simulation: %d stories, %d alerts, %d executed, %d broken promises, %.0f s",
                campaign.stories(),
                campaign.errands(),
                campaign.executed(),
                campaign.bad().size(),
                seconds);

        assertThat(campaign.bad().stream().map(Simulation.Ending::seed).toList())
                .as(() -> campaign.bad().stream()
                                .map(bad -> "%s%n    again: ./mvnw test -Dtest=SimulationTests -Dsimulation.seed=%d"
                                        .formatted(bad.violation(), bad.seed()))
                                .collect(Collectors.joining("%n".formatted()))
                        + campaign.bad().stream()
                                .findFirst()
                                .map(SimulationTests::retold)
                                .orElse(""))
                .isEmpty();
        assertThat(campaign.stories()).isEqualTo(STORIES);
        assertThat(campaign.executed()).as("alerts that were carried out").isGreaterThan(campaign.errands() / 3);
    }

    @Test
    void theSameSeedIsTheSameStory() throws SQLException {
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(told(seed).trace()).isEqualTo(told(seed).trace());
        }
    }

    private static Simulation.Ending told(long seed) throws SQLException {
        try (MemoryDatabase database = new MemoryDatabase()) {
            return new Simulation(seed, database, true).run();
        }
    }

    private static String retold(Simulation.Ending bad) {
        try {
            return story(told(bad.seed()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String story(Simulation.Ending ending) {
        return ending.trace().stream()
                .collect(Collectors.joining("%n".formatted(), "%n".formatted(), "%n".formatted()));
    }
}
