package dev.asterbridge.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.fuzz.WireRequests.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Bytes that are no proper HTTP request, or not yet: no 5xx, no order, and the service goes on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PAPER_PRICES=walk",
            "WEBHOOK_SECRET=" + Bridge.SECRET,
            "server.tomcat.connection-timeout=300ms",
            "logging.level.dev.asterbridge=INFO"
        })
class RawTcpProofTests {

    private static final int BATCH = 500;
    private static final int AT_ONCE = 16;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    private final Fuzz fuzz = new Fuzz("fuzz-raw-tcp", 2_500, 20_000);
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final WireRequests requests =
            new WireRequests(new Alerts(Bridge.SECRET), new AlertOracle(Set.of(), Bridge.SECRET));

    @DynamicPropertySource
    static void onAPaperExchangeOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add(
                "bridge.paper.data-file", () -> data.resolve("paper.json").toString());
    }

    @Test
    void noBytesBringItDownOrIntoTheMarket() throws Exception {
        Bridge bridge = new Bridge(port);
        bridge.awaitReady();
        bridge.startOver();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int first = fuzz.first(); first < fuzz.end(); first += BATCH) {
                List<Callable<Void>> batch = new ArrayList<>();
                for (int number = first; number < Math.min(first + BATCH, fuzz.end()); number++) {
                    int each = number;
                    batch.add(() -> attack(each));
                }
                for (Future<Void> done : threads.invokeAll(batch)) {
                    done.get();
                }
                assertThat(faults).isEmpty();
                assertThat(bridge.orders())
                        .as("orders from what is no request, among the %d cases from %d", BATCH, first)
                        .isZero();
            }
        }
        bridge.awaitReady();
        fuzz.report();
        assertThat(faults).isEmpty();
    }

    private Void attack(int number) throws IOException {
        WireRequest request = requests.next(number, fuzz.chance(number));
        String answer = say(request);
        Matcher statuses = STATUS.matcher(answer);
        String first = "none";
        while (statuses.find()) {
            first = first.equals("none") ? statuses.group(1) : first;
            if (!statuses.group(1).startsWith("4")) {
                faults.add(request.what() + ", " + fuzz.describe(number, request.all()) + "\nanswered: " + answer);
            }
        }
        fuzz.count("answered " + first);
        fuzz.count("tried " + request.what());
        return null;
    }

    /** Sends the pieces and hears what comes back until the other side has enough. */
    private String say(WireRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] piece : request.pieces()) {
                    out.write(piece);
                    out.flush();
                }
                if (request.halfClosed()) {
                    socket.shutdownOutput();
                }
            } catch (IOException e) {
                // refused before it was all said
            }
            if (request.hangsUp()) {
                socket.setSoLinger(true, 0);
                return "";
            }
            return hear(socket.getInputStream());
        }
    }

    private static String hear(InputStream in) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            in.transferTo(heard);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open; heard so far: " + heard.toString(ISO_8859_1), e);
        } catch (IOException e) {
            // reset
        }
        return heard.toString(ISO_8859_1);
    }
}
