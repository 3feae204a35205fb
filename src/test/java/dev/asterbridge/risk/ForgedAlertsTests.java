package dev.asterbridge.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.fuzz.Fuzz;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever has the webhook's secret cannot get anything past the limits, and nothing that keeps them is refused.
 *
 * <p>{@code -Dproof.size=full} tells 150,000 stories with over a million alerts; {@code -Dproof.case} tells one again, with all
 * that happened in it.
 */
class ForgedAlertsTests {

    private static final int WITHIN = 10_000;

    private final Fuzz fuzz = new Fuzz("forged-alerts", 3_000, 150_000);
    private final AtomicInteger next = new AtomicInteger(fuzz.first());
    private final List<String> breaches = new ArrayList<>();

    @Test
    void noForgedAlertGetsPastALimit() throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(this::work));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        fuzz.figure("breaches", breaches.size());
        fuzz.report();

        assertThat(breaches).isEmpty();
        if (fuzz.end() - fuzz.first() > 1) {
            assertThat(fuzz.counted("allowed"))
                    .as("forged alerts that kept every limit, of %d", fuzz.counted("alerts"))
                    .isGreaterThan(fuzz.counted("alerts") / 10);
        }
    }

    static Stream<Plant> faults() {
        return Plant.faults();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPlantedFaultIsFound(Plant fault) {
        Forgery.Tables tables = new Forgery.Tables();
        int number = 0;
        while (number < WITHIN
                && new Forgery(fuzz.chance(number), tables, fault).run().breach() == null) {
            number++;
        }

        assertThat(number).as("stories until %s is found", fault).isLessThan(WITHIN);
    }

    private void work() {
        Forgery.Tables tables = new Forgery.Tables();
        for (int number = next.getAndIncrement(); number < fuzz.end(); number = next.getAndIncrement()) {
            Forgery.Ending ending = new Forgery(fuzz.chance(number), tables, Plant.NONE).run();
            if (!count(number, ending)) {
                return;
            }
        }
    }

    private synchronized boolean count(int number, Forgery.Ending ending) {
        fuzz.count("alerts", ending.alerts());
        fuzz.count("allowed", ending.allowed());
        if (ending.breach() != null) {
            breaches.add("%s%n%s%n%s"
                    .formatted(fuzz.describe(number, new byte[0]), String.join("\n", ending.trace()), ending.breach()));
        }
        return breaches.size() < 3;
    }
}
