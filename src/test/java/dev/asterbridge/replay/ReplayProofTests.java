package dev.asterbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A strategy's alerts through the webhook, with copies, late ones, swapped ones and losses: whatever happens to them on their
 * way, the paper exchange holds what the strategy holds.
 *
 * <p>{@code -Dproof.size=full} runs 500 stories in place of 20; {@code -Dproof.seed} tells one of them again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PAPER_PRICES=walk",
            "WEBHOOK_SECRET=" + Service.SECRET,
            "MAX_ALERT_AGE=10m",
            "MAX_ORDER_NOTIONAL=off",
            "MAX_POSITION_NOTIONAL=off",
            "MAX_LEVERAGE=off",
            "MAX_OPEN_POSITIONS=off",
            "MAX_ORDERS_PER_MINUTE=off",
            "MAX_DAILY_LOSS=off",
            "MAX_DRAWDOWN=off",
            "MAX_PRICE_DEVIATION=off",
            "logging.level.dev.asterbridge=WARN"
        })
class ReplayProofTests {

    private static final boolean FULL = "full".equals(System.getProperty("proof.size"));
    private static final Long ONE_SEED = Long.getLong("proof.seed");
    private static final int LONGEST_STRETCH = 60;
    private static final int STEP_DIGITS = 3;

    @TestConfiguration
    static class OnAWideExchange {

        @Bean
        FilterRegistrationBean<WideLimits> wideLimits() {
            return new FilterRegistrationBean<>(new WideLimits());
        }
    }

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    private static final Map<String, Object> FIGURES = new TreeMap<>();

    private final List<Fill> log = AlertLog.alerts();
    private final List<BigDecimal> positions = AlertLog.positions();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Service service;
    private long nextOrder = 1;

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @BeforeEach
    void start() {
        service = new Service(port);
        service.awaitReady();
        nextOrder =
                service.orders(1).stream().mapToLong(Service.Ordered::id).max().orElse(0) + 1;
    }

    @AfterEach
    void report() throws IOException {
        threads.close();
        service.close();
        List<String> lines = new ArrayList<>(List.of("size: " + (FULL ? "full" : "ci")));
        FIGURES.forEach((what, value) -> lines.add(what + ": " + value));
        Files.write(Files.createDirectories(Path.of("target", "proofs")).resolve("replay.txt"), lines);
        System.out.println("replay\n  " + String.join("\n  ", lines));
    }

    @Test
    @Order(1)
    void theAccountHoldsWhatTheStrategyHolds() {
        run(
                "one strategy",
                FULL ? 500 : 20,
                1,
                seed -> List.of(new Player(seed, seed == 0 ? "" : "run " + seed, false)));
    }

    @Test
    @Order(2)
    void theAccountHoldsTheSumOfTwoStrategies() {
        run(
                "two strategies",
                FULL ? 100 : 4,
                1,
                seed -> List.of(
                        new Player(seed, "with " + seed, false), new Player(-seed, "against " + seed, seed % 2 == 0)));
    }

    @Test
    @Order(3)
    void inHedgeModeEachStrategyHoldsItsOwn() {
        service.hedge();
        awaitHedged();
        run(
                "two strategies, both sides",
                FULL ? 100 : 4,
                2,
                seed -> List.of(new Player(seed, "long " + seed, false), new Player(-seed, "short " + seed, true)));
    }

    private interface Cast {
        List<Player> of(long seed);
    }

    private void run(String name, int runs, int ordersPerAlert, Cast cast) {
        long begin = System.nanoTime();
        for (long seed = ONE_SEED == null ? 0 : ONE_SEED; seed < (ONE_SEED == null ? runs : ONE_SEED + 1); seed++) {
            play(name, seed, ordersPerAlert, cast.of(seed));
            count(name + ", runs", 1);
        }
        FIGURES.put(name + ", seconds", (System.nanoTime() - begin) / 1_000_000_000);
    }

    private void play(String name, long seed, int ordersPerAlert, List<Player> players) {
        int checks = players.stream().mapToInt(it -> it.stretches.size()).max().orElseThrow();
        for (int check = 0; check < checks; check++) {
            int stretch = check;
            players.stream()
                    .map(player -> threads.submit(() -> player.play(stretch)))
                    .toList()
                    .forEach(ReplayProofTests::done);
            compare("%s, run %d, after %s".formatted(name, seed, players), players);
            count(name + ", comparisons", 1);
        }
        int alerts = 0;
        for (Player player : players) {
            assertThat(player.signals.values())
                    .as("signals of " + player)
                    .allMatch(ids -> ids.size() == 1)
                    .doesNotHaveDuplicates();
            alerts += player.signals.size();
            count(name + ", alerts", player.signals.size());
            count(name + ", deliveries", player.deliveries);
            count(name + ", lost", player.shuffler.lost());
        }
        checkOrders(name, alerts * ordersPerAlert, ordersPerAlert);
        players.forEach(Player::leave);
        compare(name + ", run " + seed + ", in the end", players);
    }

    private void compare(String when, List<Player> players) {
        service.awaitQuiet();
        Map<String, BigDecimal> wanted = new TreeMap<>();
        for (Player player : players) {
            BigDecimal size = player.holds();
            String side = service.isHedged() ? (size.signum() > 0 ? "LONG" : "SHORT") : "BOTH";
            wanted.merge(side, size, BigDecimal::add);
        }
        wanted.values().removeIf(size -> size.signum() == 0);
        wanted.replaceAll((side, size) -> size.stripTrailingZeros());
        assertThat(service.venuePositions()).as(when).isEqualTo(wanted);
        assertThat(service.positions()).as(when).isEqualTo(wanted);
    }

    /** None twice, and none that no alert asked for. */
    private void checkOrders(String name, int most, int perSignal) {
        List<Service.Ordered> orders = service.orders(nextOrder);
        nextOrder = orders.getLast().id() + 1;
        Map<String, Integer> bySignal = new HashMap<>();
        orders.forEach(order ->
                bySignal.merge(order.name().substring(0, order.name().lastIndexOf('-')), 1, Integer::sum));

        assertThat(orders).extracting(Service.Ordered::name).doesNotHaveDuplicates();
        assertThat(orders).extracting(Service.Ordered::status).containsOnly("FILLED");
        assertThat(bySignal.values()).allMatch(count -> count <= perSignal);
        assertThat(orders).hasSizeLessThanOrEqualTo(most);
        count(name + ", orders", orders.size());
    }

    /** The service believes for a minute what it has read of the mode, or until an order is refused for it. */
    private void awaitHedged() {
        await().atMost(Duration.ofSeconds(70))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    Fill open = new Fill(
                            "try",
                            "",
                            true,
                            BigDecimal.ONE.movePointLeft(2),
                            BigDecimal.ZERO,
                            BigDecimal.ONE.movePointLeft(2),
                            now());
                    service.deliver(open.message(Service.SECRET, "try"));
                    service.awaitQuiet();
                    return service.venuePositions().containsKey("LONG");
                });
        Fill close = new Fill(
                "try",
                "",
                false,
                BigDecimal.ONE.movePointLeft(2),
                BigDecimal.ONE.movePointLeft(2),
                BigDecimal.ZERO,
                now());
        service.deliver(close.message(Service.SECRET, "try"));
        service.awaitQuiet();
        nextOrder = service.orders(nextOrder).getLast().id() + 1;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void done(Future<?> task) {
        try {
            task.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void count(String what, int many) {
        FIGURES.merge(what, many, (a, b) -> (Integer) a + (Integer) b);
    }

    /** One strategy's alerts on their way to the service. */
    private final class Player {

        private final String strategy;
        private final boolean mirrored;
        private final List<Fill> alerts;
        private final Shuffler shuffler;
        private final List<Shuffler.Stretch> stretches;
        private final Random chance;
        private final Map<Integer, HashSet<String>> signals = new ConcurrentHashMap<>();
        private final List<Future<?>> pending = new ArrayList<>();
        private int last = -1;
        private int deliveries;
        private boolean left;

        /** @param mirrored whether it sells where the log buys */
        Player(long seed, String strategy, boolean mirrored) {
            this.strategy = strategy;
            this.mirrored = mirrored;
            this.chance = new Random(seed * 0x9E3779B97F4A7C15L + 1);
            List<Fill> fills = mirrored ? log.stream().map(Fill::mirrored).toList() : log;
            // The newest of them is not from the future.
            Instant from = now().minusSeconds(Shuffler.seconds(fills).size());
            this.alerts = Shuffler.compressed(fills, from);
            this.shuffler = new Shuffler(alerts, LONGEST_STRETCH, chance);
            this.stretches = shuffler.stretches();
        }

        void play(int number) {
            if (number >= stretches.size()) {
                return;
            }
            Shuffler.Stretch stretch = stretches.get(number);
            for (Shuffler.Wave wave : stretch.waves()) {
                List<Future<?>> sent = new ArrayList<>();
                for (int alert : wave.alerts()) {
                    deliveries++;
                    Duration patience = Duration.ofMillis(chance.nextInt(100) < 5 ? chance.nextInt(1, 40) : 3000);
                    sent.add(threads.submit(() -> deliver(alert, patience)));
                }
                // Most waves come upon the one before while that is being worked on.
                if (chance.nextInt(4) == 0) {
                    sent.forEach(ReplayProofTests::done);
                } else {
                    done(sent.getFirst());
                }
                pending.addAll(sent);
            }
            pending.forEach(ReplayProofTests::done);
            pending.clear();
            last = stretch.last();
        }

        /** A sender that has hung up sends it again. */
        private void deliver(int alert, Duration patience) {
            String message = alerts.get(alert).message(Service.SECRET, strategy);
            Optional<String> signal = service.deliver(message, patience);
            while (signal.isEmpty()) {
                signal = service.deliver(message);
            }
            String id = signal.get();
            signals.compute(alert, (number, ids) -> {
                HashSet<String> all = ids == null ? new HashSet<>() : ids;
                all.add(id);
                return all;
            });
        }

        /** What the strategy holds, on the symbol's steps. */
        BigDecimal holds() {
            if (left || last < 0) {
                return BigDecimal.ZERO;
            }
            BigDecimal size = positions.get(last).setScale(STEP_DIGITS, RoundingMode.DOWN);
            return mirrored ? size.negate() : size;
        }

        /** Ends what it holds, so that the next run begins with nothing. */
        void leave() {
            BigDecimal held = alerts.getLast().after();
            Fill exit =
                    new Fill("Leave", "", held.signum() < 0, held.abs(), held, BigDecimal.ZERO, now().plusSeconds(1));
            service.deliver(exit.message(Service.SECRET, strategy));
            left = true;
        }

        @Override
        public String toString() {
            return "%s up to alert %d".formatted(strategy.isEmpty() ? "the one without a name" : strategy, last);
        }
    }
}
