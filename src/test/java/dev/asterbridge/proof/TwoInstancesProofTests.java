package dev.asterbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.journal.PostgresServer;
import dev.asterbridge.proof.Judge.Story;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two instances on one real PostgreSQL, killed, frozen and cut off in turn, under alerts that come one to four times to
 * either: none that was acknowledged is lost, none is executed twice, no nonce is used twice; and nothing that should have
 * a stop goes without it for more than five seconds in which an instance could place it.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(
        named = "proof.jar",
        matches = ".+",
        disabledReason = "needs the jar, which comes after the tests")
class TwoInstancesProofTests {

    /** What goes wrong in a round; a lease lasts 10 seconds. */
    private enum Trouble {
        KILL,
        COMMITS_UNTOLD,
        FREEZE_LONG,
        DATABASE_KILLED,
        CUT,
        FREEZE,
        SILENT_LONG,
        DATABASE_FROZEN
    }

    private static final int ALERTS = Figures.size(95, 2_000);
    private static final int PER_ROUND = Figures.size(19, 40);
    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

    private final Random random = new Random(Long.getLong("proof.seed", 20_261_121L));
    private final List<String> symbols =
            IntStream.range(0, 12).mapToObj("P%03dUSDT"::formatted).toList();
    private static final List<String> STRATEGIES = List.of("trend", "fade");

    /** Of these two strategies hold the first together, and one of them the second. */
    private static final List<String> HELD = List.of("T000USDT", "T001USDT");

    private final Map<Trouble, Integer> troubles = new TreeMap<>();
    private final Absences absences = new Absences();
    private final List<Future<?>> deliveries = new ArrayList<>();
    private int sent;

    @Test
    void noAcknowledgedAlertIsLostAndNoneIsExecutedTwice() throws Exception {
        Instant start = Instant.now();
        var folder = Figures.folder("two-instances");
        try (PostgresServer database = PostgresServer.start();
                StandIn exchange = StandIn.open(
                        Stream.concat(symbols.stream(), HELD.stream()).toList(),
                        Duration.ofSeconds(5),
                        new Unsteady());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String name = database.freshDatabase();
            try (Instance one = new Instance(folder.resolve("one"), exchange.address(), database, name);
                    Instance two = new Instance(folder.resolve("two"), exchange.address(), database, name)) {
                List<Instance> both = List.of(one, two);
                for (Instance each : both) {
                    each.bridge.start();
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> both.stream().allMatch(i -> i.bridge.isReady()));
                for (int round = 0; sent < ALERTS; round++) {
                    Trouble trouble = Trouble.values()[round % Trouble.values().length];
                    round(trouble, both, both.get(random.nextInt(2)), database, threads);
                    troubles.merge(trouble, 1, Integer::sum);
                }
                for (Future<?> delivery : deliveries) {
                    delivery.get();
                }
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> stories(both, exchange.ledger()).stream()
                                .allMatch(story ->
                                        !story.acknowledged() || story.verdict().isPresent()));
                exchange.follow(Script.CALM);
                Map<String, BigDecimal> meant = lastTargets(both);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(250))
                        .untilAsserted(() -> assertThat(held(exchange.ledger())).isEqualTo(meant));
                List<String> wrong = Stops.settled(exchange.ledger());
                judge(both, exchange.ledger(), database, name, start);
                assertThat(wrong).as("positions and their stops").isEmpty();
            }
        }
    }

    /** What each strategy says in the end, until somebody has it; the sum of each symbol. */
    private Map<String, BigDecimal> lastTargets(List<Instance> both) throws InterruptedException {
        Map<String, BigDecimal> meant = new TreeMap<>();
        // Times of different seconds say which of two messages is the newer one.
        Pace.lasts(1_100);
        List<BigDecimal> sizes = List.of(new BigDecimal("0.050"), new BigDecimal("-0.020"), new BigDecimal("0.000"));
        for (int i = 0; i < 3; i++) {
            String symbol = HELD.get(i / 2);
            String body = Alert.target(symbol, STRATEGIES.get(i % 2), sizes.get(i), Instant.now());
            while (both.get(i % 2).sender.post("/webhook/tradingview-strategy", body) / 100 != 2) {
                Pace.lasts(500);
            }
            meant.merge(symbol, sizes.get(i), BigDecimal::add);
        }
        return meant;
    }

    private static Map<String, BigDecimal> held(Ledger ledger) {
        Map<String, BigDecimal> held = new TreeMap<>();
        HELD.forEach(
                symbol -> held.put(symbol, ledger.position(symbol, Instant.MAX).setScale(3)));
        return held;
    }

    /** One of the strategies says what it holds from now on; one to three times, to either. */
    private void target(List<Instance> both, ExecutorService threads) {
        int which = random.nextInt(3);
        BigDecimal size = BigDecimal.valueOf(random.nextInt(-40, 80)).movePointLeft(3);
        String body = Alert.target(HELD.get(which / 2), STRATEGIES.get(which % 2), size, Instant.now());
        int copies = 1 + random.nextInt(3);
        for (int i = 0; i < copies; i++) {
            Instance to = both.get(random.nextInt(2));
            long wait = i == 0 ? 0 : random.nextInt(1_500);
            deliveries.add(threads.submit(() -> {
                Pace.lasts(wait);
                return to.sender.post("/webhook/tradingview-strategy", body);
            }));
        }
    }

    private void judge(List<Instance> both, Ledger ledger, PostgresServer database, String name, Instant start)
            throws IOException, SQLException {
        List<Story> stories = stories(both, ledger);
        Map<String, Integer> verdicts = new TreeMap<>();
        stories.forEach(story -> verdicts.merge(story.verdict().orElse("never taken"), 1, Integer::sum));
        long acknowledged = stories.stream().filter(Story::acknowledged).count();
        long taken = count(database, name, "SELECT count(*) FROM events WHERE kind = 'lane_taken'");
        long takers = count(
                database,
                name,
                "SELECT count(DISTINCT chain) FROM events WHERE kind = 'attempt_recorded' OR kind = 'lane_taken'");
        int untold = both.stream().mapToInt(i -> i.cable.untold()).sum();
        Exposure exposure = Exposure.of(ledger, absences, REQUEST_TIMEOUT, Instant.now());
        Figures figures = new Figures("two-instances");
        exposure.addTo(figures);
        figures.add("alerts", ALERTS)
                .add("acknowledged", acknowledged)
                .add("verdicts", verdicts)
                .add("order requests", ledger.posts().size())
                .add("stops placed", ledger.stops().size())
                .add(
                        "stops resting",
                        ledger.stops().stream().filter(Ledger.Stop::rests).count())
                .add(
                        "fills of the strategies",
                        ledger.fills().stream()
                                .filter(fill ->
                                        Alert.isOfStrategies(fill.post().order().symbol()))
                                .count())
                .add("lanes", symbols.size())
                .add("times a lane was taken", taken)
                .add("commits that nobody was told of", untold)
                .add("troubles", troubles)
                .add("lives", both.stream().mapToInt(i -> i.bridge.lives()).sum())
                .add("seconds", Duration.between(start, Instant.now()).toSeconds())
                .write();
        assertThat(Judge.faults(ledger, stories)).isEmpty();
        assertThat(exposure.faults()).as("positions that went without stops").isEmpty();
        assertThat(exposure.judged()).isPositive();
        assertThat(acknowledged).isGreaterThan(ALERTS * 8 / 10);
        assertThat(verdicts.getOrDefault("executed", 0)).isGreaterThan(ALERTS / 2);
        assertThat(taken).as("lanes change hands").isGreaterThan(symbols.size());
        assertThat(takers).isGreaterThanOrEqualTo(2);
        assertThat(untold).isPositive();
    }

    /** Alerts keep coming while something goes wrong and is put right. */
    private void round(
            Trouble trouble, List<Instance> both, Instance victim, PostgresServer database, ExecutorService threads)
            throws Exception {
        for (int i = 0; i < PER_ROUND && sent < ALERTS; i++) {
            sent++;
            Alert alert = Alert.openGuarded(sent, symbols.get(random.nextInt(symbols.size())), Instant.now());
            long wait = random.nextLong(LENGTH.toMillis());
            int copies = 1 + random.nextInt(4);
            List<Instance> addressees = Stream.generate(() -> both.get(random.nextInt(2)))
                    .limit(copies)
                    .toList();
            deliveries.add(threads.submit(() -> deliver(alert, addressees, wait, threads)));
        }
        target(both, threads);
        Pace.lasts(random.nextInt(1500));
        target(both, threads);
        Instant from = Instant.now();
        switch (trouble) {
            case KILL -> {
                victim.bridge.kill();
                absences.killed(from);
                Pace.lasts(random.nextInt(1000));
                victim.bridge.start();
            }
            case FREEZE -> freeze(victim, random.nextLong(1_000, 5_000));
            case FREEZE_LONG -> freeze(victim, random.nextLong(11_000, Figures.isFull() ? 70_000 : 14_000));
            case CUT -> cable(victim, Cable.State.CUT, random.nextLong(1_000, 4_000));
            case SILENT_LONG -> cable(victim, Cable.State.SILENT, random.nextLong(11_000, 14_000));
            case COMMITS_UNTOLD -> cable(victim, Cable.State.COMMITS_UNTOLD, random.nextLong(1_000, 3_000));
            case DATABASE_KILLED -> {
                database.kill();
                Pace.lasts(random.nextInt(1500));
                database.startAgain();
            }
            case DATABASE_FROZEN -> {
                database.pause();
                Pace.lasts(random.nextInt(1_000, 5_000));
                database.resume();
            }
        }
        if (trouble != Trouble.KILL) {
            absences.hindered(from, Instant.now());
        }
        Pace.lasts(LENGTH.toMillis() / 2);
    }

    private static void freeze(Instance victim, long millis) throws Exception {
        victim.bridge.freeze(true);
        Pace.lasts(millis);
        victim.bridge.freeze(false);
    }

    private static void cable(Instance victim, Cable.State state, long millis) throws Exception {
        victim.cable.be(state);
        Pace.lasts(millis);
        victim.cable.be(Cable.State.WHOLE);
    }

    /** To each addressee at once or a little later; and as TradingView does, again while nobody has it. */
    private static Void deliver(Alert alert, List<Instance> addressees, long wait, ExecutorService threads)
            throws Exception {
        Pace.lasts(wait);
        List<Future<Integer>> answers = new ArrayList<>();
        for (Instance addressee : addressees) {
            long later = ThreadLocalRandom.current().nextBoolean()
                    ? 0
                    : ThreadLocalRandom.current().nextInt(2_000);
            answers.add(threads.submit(() -> {
                Pace.lasts(later);
                return addressee.sender.send(alert);
            }));
        }
        boolean taken = false;
        for (Future<Integer> answer : answers) {
            taken |= answer.get() / 100 == 2;
        }
        for (int again = 0; again < 3 && !taken; again++) {
            Pace.lasts(3_000);
            taken = addressees.getFirst().sender.send(alert) / 100 == 2;
        }
        return null;
    }

    /** What the senders saw, together, and what either instance says, which must be the same. */
    private static List<Story> stories(List<Instance> both, Ledger ledger) {
        Map<Integer, Story> stories = new HashMap<>();
        for (Instance each : both) {
            for (Story story : each.sender.stories(ledger)) {
                stories.merge(story.number(), story, TwoInstancesProofTests::together);
            }
        }
        return List.copyOf(stories.values());
    }

    private static Story together(Story one, Story two) {
        if (one.verdict().isPresent() && two.verdict().isPresent()) {
            assertThat(one.verdict())
                    .as("the instances do not agree on alert " + one.number())
                    .isEqualTo(two.verdict());
        }
        Story told = one.verdict().isPresent() ? one : two;
        return new Story(
                one.number(),
                one.acknowledged() || two.acknowledged(),
                one.signal().or(two::signal),
                told.verdict(),
                told.attempts());
    }

    private static long count(PostgresServer database, String name, String query) throws SQLException {
        try (Connection connection = database.connect(name);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** One of the two, with its own way to the database. */
    private static final class Instance implements AutoCloseable {

        private final Cable cable;
        private final Bridge bridge;
        private final Sender sender;

        Instance(java.nio.file.Path home, URI exchange, PostgresServer database, String name) throws IOException {
            cable = new Cable(database.port());
            bridge = new Bridge(
                    home,
                    exchange,
                    Map.of(
                            "DATABASE_URL", PostgresServer.url(cable.port(), name),
                            "NONCE_WINDOW", "5s",
                            "REQUEST_TIMEOUT", REQUEST_TIMEOUT.toSeconds() + "s",
                            "RATE_LIMIT_RETRY_DELAY", "100ms",
                            "WEBHOOK_WAIT", "500ms"));
            sender = new Sender(bridge);
        }

        @Override
        public void close() throws IOException {
            sender.close();
            bridge.close();
            cable.close();
        }
    }

    /** An exchange that loses one answer in six, executed or not. */
    private static final class Unsteady implements Script {

        @Override
        public Fault onOrder(Ledger.Post post) {
            Answer lost = Answer.error(503, -1000, "Unknown error, please check your request");
            return switch (ThreadLocalRandom.current().nextInt(12)) {
                case 0 -> Fault.executed(new Fault.Instead(lost));
                case 1 -> Fault.refused(new Fault.Instead(lost));
                default -> Fault.none();
            };
        }
    }
}
