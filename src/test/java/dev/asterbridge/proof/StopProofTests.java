package dev.asterbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.proof.Judge.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM in the middle of trading: the service ends within five seconds, and the next start finishes what was begun. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(
        named = "proof.jar",
        matches = ".+",
        disabledReason = "needs the jar, which comes after the tests")
class StopProofTests {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int STOPS = Figures.size(1, 10);

    private final List<String> symbols =
            IntStream.range(0, 20).mapToObj("P%03dUSDT"::formatted).toList();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void itEndsInTimeAndLosesNothing() throws Exception {
        // some orders are never answered, so that there is always one under way
        Script slow = post -> Alert.number(post.order().quantity()) % 10 == 0
                ? Fault.executed(new Fault.Silence(Duration.ofSeconds(20)))
                : Fault.none();
        Figures figures = new Figures("stop");
        try (StandIn exchange = StandIn.open(symbols, Duration.ofSeconds(5), slow);
                Bridge bridge = new Bridge(
                        Figures.folder("stop"),
                        exchange.address(),
                        Map.of("NONCE_WINDOW", "5s", "REQUEST_TIMEOUT", "10s", "WEBHOOK_WAIT", "500ms"));
                Sender sender = new Sender(bridge)) {
            for (int stop = 0; stop < STOPS; stop++) {
                bridge.start();
                await().atMost(Duration.ofSeconds(30)).until(bridge::isReady);
                figures.add(
                        "took (ms)",
                        stopUnderLoad(bridge, sender, exchange.ledger()).toMillis());
            }
            bridge.start();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> sender.stories(exchange.ledger()).stream()
                            .allMatch(story ->
                                    story.signal().isEmpty() || story.verdict().isPresent()));

            List<Story> stories = sender.stories(exchange.ledger());
            figures.add("alerts", sent.get())
                    .add("acknowledged", sender.acknowledged())
                    .add("executed", stories.stream().filter(Story::isExecuted).count())
                    .write();
            assertThat(Judge.faults(exchange.ledger(), stories)).isEmpty();
            assertThat(exchange.ledger().fills()).isNotEmpty();
        }
    }

    private Duration stopUnderLoad(Bridge bridge, Sender sender, Ledger ledger) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 40; i++) {
            threads.submit(() -> {
                while (!over.get()) {
                    int number = sent.incrementAndGet();
                    sender.send(Alert.open(number, symbols.get(number % symbols.size()), Instant.now()));
                    Pace.lasts(100);
                }
                return null;
            });
        }
        // only once something is under way that will not be answered in time
        int before = unanswered(ledger);
        await().atMost(Duration.ofSeconds(30)).until(() -> unanswered(ledger) > before);
        long start = System.nanoTime();
        int code = bridge.terminate(LONGEST);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        over.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(code).isIn(0, 143);
        return took;
    }

    private static int unanswered(Ledger ledger) {
        return (int) ledger.posts().stream()
                .filter(post -> Alert.number(post.order().quantity()) % 10 == 0)
                .count();
    }
}
