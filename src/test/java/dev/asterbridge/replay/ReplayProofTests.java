package dev.asterbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p>{@code -Dproof.size=full} tells 60 stories in place of 5; {@code -Dproof.seed} tells one of them again.
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
            "logging.level.dev.asterbridge=ERROR"
        })
class ReplayProofTests {

    private static final boolean FULL = "full".equals(System.getProperty("proof.size"));
    private static final Long ONE_SEED = Long.getLong("proof.seed");

    private static final Map<String, Object> FIGURES = new TreeMap<>();
    private static long nextOrder = 1;

    private static final BigDecimal TRY = new BigDecimal("0.01");

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

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Service service;

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @BeforeEach
    void start() {
        service = new Service(port);
        service.awaitReady();
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
        run("one strategy", FULL ? 40 : 3, 1, seed -> List.of(player(seed == 0 ? "" : "run " + seed, false, seed)));
    }

    @Test
    @Order(2)
    void theAccountHoldsTheSumOfTwoStrategies() {
        run(
                "two strategies",
                FULL ? 10 : 1,
                1,
                seed -> List.of(
                        player("with " + seed, false, seed), player("against " + seed, seed % 2 == 1, -1 - seed)));
    }

    @Test
    @Order(3)
    void inHedgeModeEachStrategyHoldsItsOwn() {
        service.hedge();
        awaitHedged();
        run(
                "two strategies, both sides",
                FULL ? 10 : 1,
                2,
                seed -> List.of(player("long " + seed, false, seed), player("short " + seed, true, -1 - seed)));
    }

    private Player player(String strategy, boolean mirrored, long seed) {
        return new Player(service, threads, strategy, mirrored, seed);
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
        int checks = players.stream().mapToInt(Player::stretches).max().orElseThrow();
        for (int check = 0; check < checks; check++) {
            int stretch = check;
            players.stream()
                    .map(player -> threads.submit(() -> player.play(stretch)))
                    .toList()
                    .forEach(Player::await);
            compare("%s, run %d, after %s".formatted(name, seed, players), players);
            count(name + ", comparisons", 1);
        }
        int alerts = 0;
        for (Player player : players) {
            assertThat(player.signals().values())
                    .as("signals of " + player)
                    .allMatch(ids -> ids.size() == 1)
                    .doesNotHaveDuplicates();
            alerts += player.signals().size();
            count(name + ", alerts", player.signals().size());
            count(name + ", deliveries", player.deliveries());
            count(name + ", lost", player.lost());
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
        AtomicInteger tries = new AtomicInteger();
        await().atMost(Duration.ofSeconds(70))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    tryOut("try " + tries.incrementAndGet(), BigDecimal.ZERO, TRY);
                    return service.venuePositions().containsKey("LONG");
                });
        tryOut("try " + tries.get(), TRY, BigDecimal.ZERO);
        nextOrder = service.orders(nextOrder).getLast().id() + 1;
    }

    private void tryOut(String strategy, BigDecimal before, BigDecimal after) {
        Fill fill = new Fill("try", "", before.signum() == 0, TRY, before, after, Player.now());
        service.deliver(fill.message(Service.SECRET, strategy));
        service.awaitQuiet();
    }

    private static synchronized void count(String what, int many) {
        FIGURES.merge(what, many, (a, b) -> (Integer) a + (Integer) b);
    }
}
