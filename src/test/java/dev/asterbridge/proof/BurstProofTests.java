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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A thousand alerts in one second, with the journal on disk: all are taken, and their senders do not wait. */
@Tag("time")
@EnabledIfSystemProperty(
        named = "proof.jar",
        matches = ".+",
        disabledReason = "needs the jar, which comes after the tests")
class BurstProofTests {

    private static final int ALERTS = 1000;
    private static final int WARM_UP = 1000;
    private static final int CONNECTIONS = 100;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_MILLIS = 250;

    private final List<String> symbols =
            IntStream.range(0, 20).mapToObj("P%03dUSDT"::formatted).toList();

    @Test
    void aThousandAlertsInOneSecondAreAllTaken() throws Exception {
        try (StandIn exchange = StandIn.open(symbols, Duration.ofSeconds(5), Script.CALM);
                Bridge bridge = new Bridge(
                        Figures.folder("burst"),
                        exchange.address(),
                        Map.of(
                                "LOG_LEVEL", "INFO",
                                "NONCE_WINDOW", "5s",
                                "MAX_ALERT_AGE", "5m",
                                "RATE_LIMIT_RETRY_DELAY", "100ms"));
                Sender sender = new Sender(bridge)) {
            bridge.start();
            await().atMost(Duration.ofSeconds(30)).until(bridge::isReady);
            send(1, WARM_UP, 10 * SECOND, bridge, sender);
            awaitDecisions(sender, exchange);

            List<Long> millis = send(WARM_UP + 1, ALERTS, SECOND, bridge, sender);
            Instant sent = Instant.now();
            awaitDecisions(sender, exchange);
            List<Story> stories = sender.stories(exchange.ledger());
            new Figures("burst")
                    .add("alerts", ALERTS)
                    .add("answer (ms, p50)", Figures.percentile(millis, 0.5))
                    .add("answer (ms, p99)", Figures.percentile(millis, 0.99))
                    .add("answer (ms, max)", Figures.percentile(millis, 1))
                    .add(
                            "last one decided after (ms)",
                            Duration.between(sent, Instant.now()).toMillis())
                    .write();

            assertThat(stories).hasSize(WARM_UP + ALERTS).allMatch(Story::isExecuted);
            assertThat(Judge.faults(exchange.ledger(), stories)).isEmpty();
            assertThat(Figures.percentile(millis, 0.99))
                    .as("p99 of ms until the answer")
                    .isLessThanOrEqualTo(LONGEST_MILLIS);
        }
    }

    /** Sends alerts evenly over the time, whether the earlier ones are answered or not, and measures from when each was due. */
    private List<Long> send(int first, int count, long nanos, Bridge bridge, Sender sender) throws Exception {
        List<Future<List<Long>>> connections = new ArrayList<>();
        long start = System.nanoTime() + SECOND / 5;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                int offset = connection;
                connections.add(threads.submit(() -> {
                    List<Long> millis = new ArrayList<>();
                    try (Line line = new Line(bridge.port())) {
                        for (int i = offset; i < count; i += CONNECTIONS) {
                            long due = start + i * (nanos / count);
                            LockSupport.parkNanos(due - System.nanoTime());
                            Alert alert = Alert.open(first + i, symbols.get(i % symbols.size()), Instant.now());
                            Line.Reply reply = line.post("/webhook/tradingview", alert.body());
                            millis.add((System.nanoTime() - due) / 1_000_000);
                            assertThat(reply.status()).as(reply.body()).isEqualTo(202);
                            sender.note(alert.number(), reply.status(), reply.signal());
                        }
                    }
                    return millis;
                }));
            }
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> connection : connections) {
            all.addAll(connection.get());
        }
        return all;
    }

    private static void awaitDecisions(Sender sender, StandIn exchange) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> exchange.ledger().fills().size() >= sender.acknowledged());
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> sender.stories(exchange.ledger()).stream()
                        .allMatch(story -> story.verdict().isPresent()));
    }
}
