package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.aster.OddAnswers.Odd;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.RememberedLimits;
import dev.asterbridge.fuzz.Fuzz;
import dev.asterbridge.fuzz.PlainJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Odd answers over a real connection: whatever comes back, it is known, refused or unknown by the rules, and nothing else.
 *
 * <p>What the answer proves is decided here once more, from the bytes that were sent.
 */
class ExchangeAnswersProofTests {

    private static final long MOST_CPU_NANOS = 100_000_000;
    private static final int WARM_UP = 300;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private static Exchange exchange;
    private static AsterHttp http;
    private static Eip712Signer signer;

    private enum Proof {
        ACCEPTED,
        REJECTED,
        NONE
    }

    @BeforeAll
    static void open() throws IOException {
        exchange = new Exchange();
        http = new AsterHttp(Duration.ofSeconds(10));
        signer = new Eip712Signer(
                Credentials.ApiWallet.of(Venue.USER, Venue.SIGNER, Venue.PRIVATE_KEY),
                1666,
                new NonceSource(new AsterClock(CLOCK), new RememberedLimits(), Venue.SIGNER),
                Duration.ofSeconds(60));
    }

    @AfterAll
    static void close() throws IOException {
        http.close();
        exchange.close();
    }

    @Test
    void anAnswerToAnOrderProvesWhatTheRulesSay() {
        Fuzz fuzz = new Fuzz("fuzz-order-answers", 3_000, 200_000);
        OddAnswers answers = new OddAnswers(Venue.fixture("order-filled.json"));
        for (int warm = 1; warm <= WARM_UP; warm++) {
            exchange.answer = answers.next(fuzz.chance(-warm));
            orders().send(orders().sign(Venue.market("abc-1")));
        }
        for (int number = fuzz.first(); number < fuzz.end(); number++) {
            Odd odd = answers.next(fuzz.chance(number));
            exchange.answer = odd;
            AsterOrders orders = orders();
            var signed = orders.sign(Venue.market("abc-1"));
            int requests = exchange.requests;
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            OrderOutcome outcome = orders.send(signed);
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            String what = fuzz.describe(number, odd.wire());
            Proof proof = proof(odd);
            fuzz.count(
                    "proof %s, taken as %s".formatted(proof, outcome.getClass().getSimpleName()));
            switch (outcome) {
                case OrderOutcome.Accepted ignored -> assertThat(proof).as(what).isEqualTo(Proof.ACCEPTED);
                case OrderOutcome.Rejected ignored -> assertThat(proof).as(what).isEqualTo(Proof.REJECTED);
                case OrderOutcome.Unknown unknown ->
                    assertThat(unknown.why()).as(what).doesNotContain("a fault in this service");
            }
            assertThat(exchange.requests).as(what).isEqualTo(requests + 1);
            assertThat(cpu).as("CPU of " + what).isLessThan(MOST_CPU_NANOS);
        }
        fuzz.report();
        assertThat(fuzz.counted("proof ACCEPTED, taken as Accepted")).isPositive();
        assertThat(fuzz.counted("proof REJECTED, taken as Rejected")).isPositive();
    }

    @Test
    void anAnswerToAQuestionTellsOfTheOrderOrOfNothing() {
        Fuzz fuzz = new Fuzz("fuzz-question-answers", 2_000, 80_000);
        OddAnswers answers = new OddAnswers(Venue.fixture("order-filled.json"));
        for (int number = fuzz.first(); number < fuzz.end(); number++) {
            Odd odd = answers.next(fuzz.chance(number));
            exchange.answer = odd;
            String what = fuzz.describe(number, odd.wire());
            try {
                Optional<Order> found =
                        new AsterOrderReader(client(line())).find(Venue.BTC, new ClientOrderId("abc-1"));
                fuzz.count(found.isPresent() ? "found" : "not found");
                assertThat(found.isPresent() ? isOurOrder(odd, "BUY", "SELL") : saysNoSuchOrder(odd))
                        .as(what)
                        .isTrue();
            } catch (ExchangeUnavailable e) {
                fuzz.count("unavailable");
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
        fuzz.report();
        assertThat(fuzz.counted("found")).isPositive();
        assertThat(fuzz.counted("not found")).isPositive();
    }

    private static Proof proof(Odd odd) {
        if (!odd.whole()) {
            return Proof.NONE;
        }
        int status = odd.status();
        if (List.of(403, 418, 429).contains(status)) {
            return Proof.REJECTED;
        }
        if (!(PlainJson.readLeniently(odd.body()).orElse(null) instanceof Map<?, ?> body)) {
            return Proof.NONE;
        }
        Long code = whole(body.get("code"));
        if (code != null && code < 0) {
            String text = body.get("msg") instanceof String msg ? msg.toLowerCase(Locale.ROOT) : "";
            boolean definite = switch (Long.toString(code)) {
                case "-1000" -> text.contains("signature check failed") || text.contains("no agent found");
                case "-2010" -> !text.contains("duplicate");
                default -> code > -10_000 && ErrorTableTests.DEFINITE.contains(code.intValue());
            };
            return definite && (status / 100 == 2 || status / 100 == 4) ? Proof.REJECTED : Proof.NONE;
        }
        return isOurOrder(odd, "BUY") ? Proof.ACCEPTED : Proof.NONE;
    }

    private static boolean isOurOrder(Odd odd, String... sides) {
        return odd.whole()
                && odd.status() / 100 == 2
                && PlainJson.readLeniently(odd.body()).orElse(null) instanceof Map<?, ?> body
                && "abc-1".equals(body.get("clientOrderId"))
                && "BTCUSDT".equals(body.get("symbol"))
                && Arrays.asList(sides).contains(body.get("side"))
                && whole(body.get("orderId")) != null;
    }

    private static boolean saysNoSuchOrder(Odd odd) {
        return odd.whole()
                && odd.status() < 500
                && PlainJson.readLeniently(odd.body()).orElse(null) instanceof Map<?, ?> body
                && Long.valueOf(-2013).equals(whole(body.get("code")));
    }

    /** A whole number, also as text. */
    private static Long whole(Object value) {
        String text = value instanceof PlainJson.Number number ? number.text() : String.valueOf(value);
        return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static AsterOrders orders() {
        AsterLine line = line();
        AsterClient client = client(line);
        return new AsterOrders(
                client,
                new AsterMarket(client, new RequestBudget(new AsterClock(CLOCK)), CLOCK),
                new AsterAccount(client, CLOCK),
                line,
                new AsterClock(CLOCK),
                () -> 0);
    }

    private static AsterClient client(AsterLine line) {
        return new AsterClient(line, new AsterRetry(0, Duration.ZERO, () -> {}));
    }

    /** Without anything remembered of answers before, such as a ban. */
    private static AsterLine line() {
        AsterClock clock = new AsterClock(CLOCK);
        RequestBudget budget = new RequestBudget(clock);
        ExchangeAddress address = new ExchangeAddress(Mode.LIVE, exchange.address());
        BanClock bans = new BanClock(clock);
        SharedLimits limits = new SharedLimits(new RememberedLimits(), bans, budget);
        return new AsterLine(address, signer, http, clock, bans, budget, limits, CLOCK, new SimpleMeterRegistry());
    }

    /** Gives the same answer to whoever asks, byte by byte as it is told to. */
    private static final class Exchange implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private volatile Odd answer;
        private volatile int requests;

        Exchange() throws IOException {
            Thread.ofPlatform().daemon().start(this::accept);
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    // closed
                }
            }
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        private void serve(Socket socket) {
            try (socket) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (read(in)) {
                    requests = requests + 1;
                    Odd now = answer;
                    socket.getOutputStream().write(now.wire());
                    if (now.ends()) {
                        return;
                    }
                }
            } catch (IOException e) {
                // whoever asked has gone
            }
        }

        private static boolean read(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            String lower = head.toString().toLowerCase(Locale.ROOT);
            int at = lower.indexOf("content-length:");
            if (at >= 0) {
                in.skipNBytes(Long.parseLong(
                        lower.substring(at + 15, lower.indexOf("\r\n", at)).strip()));
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
