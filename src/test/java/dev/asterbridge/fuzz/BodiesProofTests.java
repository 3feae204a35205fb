package dev.asterbridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.asterbridge.fuzz.AlertOracle.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * Alerts that were tampered with, through every filter and controller, on a thread whose time is measured.
 *
 * <p>What the checker calls no alert must be refused with a 4xx, and the exchange must not hear of it.
 */
@AutoConfigureMockMvc
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"PAPER_PRICES=walk", "WEBHOOK_SECRET=" + Bridge.SECRET, "logging.level.dev.asterbridge=INFO"})
class BodiesProofTests {

    private static final int BATCH = 5_000;
    private static final int WARM_UP = 500;
    private static final long MOST_CPU_NANOS = 100_000_000;
    private static final List<String> TYPES = List.of(
            "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", "*/*");

    /** Those for what was not understood; any other would mean that it was taken for an alert. */
    private static final Set<String> REFUSALS =
            Set.of("INVALID_REQUEST", "WRONG_SECRET", "TOO_MANY_WRONG_SECRETS", "SYMBOL_NOT_FOUND", "BODY_TOO_LARGE");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    MockMvc web;

    private final Fuzz fuzz = new Fuzz("fuzz-bodies", 4_000, 700_000);
    private final Alerts alerts = new Alerts(Bridge.SECRET);
    private final List<Integer> right = new ArrayList<>();
    private final List<Integer> notListed = new ArrayList<>();
    private Bridge bridge;
    private AlertOracle oracle;
    private long mostCpu;

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @BeforeEach
    void start() {
        bridge = new Bridge(port);
        bridge.awaitReady();
        bridge.startOver();
        oracle = new AlertOracle(bridge.listed(), Bridge.SECRET);
    }

    @AfterEach
    void report() {
        fuzz.figure("most CPU in ms", mostCpu / 1_000_000);
        fuzz.report();
    }

    @Test
    void onlyAlertsBecomeOrders() throws Exception {
        for (int warm = 1; warm <= WARM_UP; warm++) {
            byte[] body = alerts.mutated(fuzz.chance(-warm));
            if (oracle.judge(body, false) == Kind.NO_ALERT) {
                send("/webhook/tradingview", body, "application/json");
                send("/signals/preview", body, "application/json");
            }
        }
        bridge.startOver();
        for (int number = fuzz.first(); number < fuzz.end(); number++) {
            Random chance = fuzz.chance(number);
            byte[] body = alerts.mutated(chance);
            switch (oracle.judge(body, true)) {
                case ALERT -> right.add(number);
                case NOT_LISTED -> notListed.add(number);
                case NO_ALERT -> refuse(number, body, Alerts.pick(TYPES, chance));
            }
            if (number % BATCH == BATCH - 1 || number == fuzz.end() - 1) {
                assertThat(bridge.orders())
                        .as("orders from what is no alert, among the %d cases up to %d", BATCH, number)
                        .isZero();
            }
        }
        takeSome("not listed", notListed);
        awaitSettled();
        assertThat(bridge.orders()).as("orders on symbols that are not listed").isZero();
        takeSome("alerts after all", right);
    }

    /** Until what was taken has been looked at. */
    private void awaitSettled() {
        await().atMost(Duration.ofSeconds(60)).until(bridge::hasNothingWaiting);
    }

    private void refuse(int number, byte[] body, String type) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        MockHttpServletResponse answer = send("/webhook/tradingview", body, type);
        long cpu = THREADS.getCurrentThreadCpuTime() - start;
        mostCpu = Math.max(mostCpu, cpu);
        String error = error(answer);
        fuzz.count("answered " + answer.getStatus() + " " + error);
        assertThat(answer.getStatus()).as(() -> fuzz.describe(number, body)).isBetween(400, 499);
        assertThat(error).as(() -> fuzz.describe(number, body)).isIn(REFUSALS);
        if (number % 4 == 0 && oracle.judge(body, false) == Kind.NO_ALERT) {
            assertThat(send("/signals/preview", body, type).getStatus())
                    .as(() -> "preview of " + fuzz.describe(number, body))
                    .isBetween(400, 499);
            fuzz.count("previews refused");
        }
        assertThat(cpu).as(() -> "CPU of " + fuzz.describe(number, body)).isLessThan(MOST_CPU_NANOS);
    }

    /** What is an alert in spite of all may be carried out or not, but is never answered with a 5xx. */
    private void takeSome(String what, List<Integer> cases) throws Exception {
        int some = Fuzz.isFull() ? 300 : 40;
        for (int number : cases.subList(0, Math.min(some, cases.size()))) {
            byte[] body = alerts.mutated(fuzz.chance(number));
            int status = send("/webhook/tradingview", body, "application/json").getStatus();
            assertThat(status).as(() -> fuzz.describe(number, body)).isLessThan(500);
            fuzz.count(what + ", answered " + status);
        }
    }

    private MockHttpServletResponse send(String path, byte[] body, String type) throws Exception {
        MockHttpServletRequestBuilder request =
                post(path).content(body).header("Content-Type", type).header("Prefer", "respond-async");
        return web.perform(request).andReturn().getResponse();
    }

    private static String error(MockHttpServletResponse answer) {
        Object problem = PlainJson.read(answer.getContentAsByteArray()).orElse(null);
        return problem instanceof Map<?, ?> fields ? String.valueOf(fields.get("error")) : "no problem";
    }
}
