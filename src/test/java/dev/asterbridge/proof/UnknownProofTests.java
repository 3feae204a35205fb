package dev.asterbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.proof.Judge.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Orders whose outcome is unknown: whatever the exchange did and whatever it said, in the end the journal says what the
 * exchange's books say, and every request was sent once. Every third alert wants a stop, and has it within five seconds of
 * when its fill could be seen, though its exits meet the same; or the position is closed.
 */
@Tag("time")
@EnabledIfSystemProperty(
        named = "proof.jar",
        matches = ".+",
        disabledReason = "needs the jar, which comes after the tests")
class UnknownProofTests {

    /** The shortest that may be set, so that what never happened is proven soon. */
    private static final Duration NONCE_WINDOW = Duration.ofSeconds(5);

    /** So that an order is refused only for what the faults say, however many lanes ask at once. */
    private static final int KEPT_NONCES = 10_000;

    private static final Duration LONGEST_HIDDEN = Duration.ofSeconds(8);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST_DECISION = Duration.ofMinutes(3);

    @Test
    void everyUnknownOrderIsResolvedToTheTruth() throws Exception {
        long seed = Long.getLong("proof.seed", System.currentTimeMillis());
        FaultMix faults = new FaultMix(seed, LONGEST_HIDDEN, Figures.size(5, 1));
        int alerts = Figures.size(faults.cuts() + 300, 10_000);
        List<String> symbols = IntStream.range(0, Figures.size(301, 200))
                .mapToObj("P%03dUSDT"::formatted)
                .toList();
        Figures figures = new Figures("unknown").add("seed", seed).add("alerts", alerts);
        try (StandIn exchange = StandIn.open(symbols, NONCE_WINDOW, KEPT_NONCES, Script.CALM);
                Bridge bridge = new Bridge(
                        Figures.folder("unknown"),
                        exchange.address(),
                        Map.of(
                                "NONCE_WINDOW", "5s",
                                "REQUEST_TIMEOUT", REQUEST_TIMEOUT.toSeconds() + "s",
                                "RATE_LIMIT_RETRY_DELAY", "100ms",
                                "WEBHOOK_WAIT", "2500ms"));
                Sender sender = new Sender(bridge)) {
            bridge.start();
            await().atMost(Duration.ofSeconds(30)).until(bridge::isReady);
            exchange.follow(faults);

            Instant start = Instant.now();
            sendAll(alerts, symbols, sender);
            figures.add(
                    "seconds until all were decided",
                    Duration.between(start, Instant.now()).toSeconds());
            List<String> wrong = Stops.settled(exchange.ledger());
            List<Story> stories = sender.stories(exchange.ledger());
            Exposure exposure =
                    Exposure.of(exchange.ledger(), Absences.between(bridge.history()), REQUEST_TIMEOUT, Instant.now());
            exposure.addTo(figures);
            long p99 = measure(figures, exchange.ledger(), stories, sender, faults);
            figures.add("seconds", Duration.between(start, Instant.now()).toSeconds())
                    .write();

            assertThat(Judge.faults(exchange.ledger(), stories)).isEmpty();
            assertThat(exposure.judged()).isPositive();
            assertThat(exposure.faults())
                    .as("positions that went without stops")
                    .isEmpty();
            assertThat(wrong).as("positions and their stops").isEmpty();
            assertThat(faults.executedCuts(exchange.ledger()))
                    .as("bytes of the answer behind which the connection ended")
                    .hasSize(FaultMix.LONGEST_EXECUTED);
            assertThat(p99).as("p99 of ms until an execution is found").isLessThanOrEqualTo(5000);
            assertThat(stories)
                    .as("alerts with a verdict")
                    .hasSize(alerts)
                    .allMatch(story -> story.verdict().isPresent());
        }
    }

    /** One sender per symbol, who sends the next alert once the last one is decided. */
    private static void sendAll(int alerts, List<String> symbols, Sender sender) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int lane = 0; lane < symbols.size(); lane++) {
                int first = lane;
                senders.add(threads.submit(() -> {
                    Pace.lasts(first * 12_000L / symbols.size());
                    for (int number = first + 1; number <= alerts; number += symbols.size()) {
                        sendUntilDecided(Alert.openGuarded(number, symbols.get(first), Instant.now()), sender);
                    }
                    return null;
                }));
            }
            for (Future<?> done : senders) {
                done.get();
            }
        }
    }

    private static void sendUntilDecided(Alert alert, Sender sender) throws InterruptedException {
        int status = sender.send(alert);
        while (status == 0 || status == 503) {
            Pace.lasts(500);
            status = sender.send(alert);
        }
        try {
            await().pollInSameThread()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(LONGEST_DECISION)
                    .until(() -> sender.isDecided(alert.number()));
        } catch (ConditionTimeoutException e) {
            // the judge sees that it has no verdict
        }
    }

    private static long measure(Figures figures, Ledger ledger, List<Story> stories, Sender sender, FaultMix faults) {
        long executed = stories.stream().filter(Story::isExecuted).count();
        figures.add("executed", executed).add("not executed", stories.size() - executed);
        figures.add(
                "requests",
                ledger.posts().stream().filter(post -> !post.repeated()).count());
        List<Long> found = new ArrayList<>();
        for (Ledger.Fill fill : Judge.entries(ledger)) {
            if (!(faults.played(fill.post()).answering() instanceof Fault.Normally)) {
                Judge.signalOf(fill).flatMap(sender::story).stream()
                        .flatMap(Sender::attempts)
                        .filter(attempt -> attempt.path("client_order_id")
                                .asText()
                                .equals(fill.post().order().clientOrderId()))
                        .filter(attempt -> attempt.hasNonNull("resolved_at"))
                        .map(attempt ->
                                Instant.ofEpochMilli(attempt.path("resolved_at").asLong()))
                        .forEach(resolved -> found.add(Math.max(
                                0,
                                Duration.between(fill.visibleFrom(), resolved).toMillis())));
            }
        }
        figures.add("executed without a proper answer", found.size())
                .add("found after it could be seen (ms, p50)", Figures.percentile(found, 0.5))
                .add("found after it could be seen (ms, p99)", Figures.percentile(found, 0.99))
                .add("found after it could be seen (ms, max)", Figures.percentile(found, 1));
        return Figures.percentile(found, 0.99);
    }
}
