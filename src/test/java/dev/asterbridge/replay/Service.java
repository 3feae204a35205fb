package dev.asterbridge.replay;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The running service and its paper exchange as somebody outside sees them. */
final class Service implements AutoCloseable {

    static final String SECRET = "replay-secret-that-is-none";
    static final String SYMBOL = "BTCUSDT";

    /** TradingView hangs up then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The published key pair of the built-in exchange, worth nothing. */
    private static final String PAPER_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";

    private static final String PAPER_SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final int port;
    private boolean hedged;

    Service(int port) {
        this.port = port;
    }

    /** An order as the exchange has it. */
    record Ordered(long id, String name, String status) {}

    void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> health() == 200);
    }

    /** @return the id of the signal that it became; empty when the sender hung up before it was told */
    Optional<String> deliver(String message, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(uri("/webhook/tradingview-strategy"))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() >= 500 || !body.has("signal_id")) {
                throw new AssertionError(answer.statusCode() + " " + answer.body() + " to " + message);
            }
            return Optional.of(body.path("signal_id").asText());
        } catch (IOException e) {
            if (isHangUp(e)) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the middle of the answer it is not told as what it is. */
    private static boolean isHangUp(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(HttpTimeoutException.class::isInstance);
    }

    Optional<String> deliver(String message) {
        return deliver(message, PATIENCE);
    }

    /** Until every alert on record has a verdict. */
    void awaitQuiet() {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isQuiet(get("/lanes")));
    }

    private static boolean isQuiet(JsonNode lanes) {
        for (JsonNode lane : lanes) {
            if (lane.path("waiting").asInt() > 0 || !lane.path("unproven").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** What the service says it holds, by position side; what is flat is left out. */
    Map<String, BigDecimal> positions() {
        return held(get("/positions"), "position_side", "position_amt");
    }

    /** What the exchange says. */
    Map<String, BigDecimal> venuePositions() {
        return held(
                signed("GET", "/paper/fapi/v2/positionRisk?symbol=" + SYMBOL + "&recvWindow=5000"),
                "positionSide",
                "positionAmt");
    }

    /** Orders of the exchange from an id on, at most 1000. */
    List<Ordered> orders(long from) {
        List<Ordered> orders = new ArrayList<>();
        signed("GET", "/paper/fapi/v1/allOrders?symbol=%s&limit=1000&orderId=%d".formatted(SYMBOL, from))
                .forEach(order -> orders.add(new Ordered(
                        order.path("orderId").asLong(),
                        order.path("clientOrderId").asText(),
                        order.path("status").asText())));
        return orders;
    }

    void startOver() {
        send(HttpRequest.newBuilder(uri("/paper/reset")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    void hedge() {
        signed("POST", "/paper/fapi/v1/positionSide/dual?dualSidePosition=true");
        hedged = true;
    }

    boolean isHedged() {
        return hedged;
    }

    @Override
    public void close() {
        http.close();
    }

    private int health() {
        return send(HttpRequest.newBuilder(uri("/health"))).statusCode();
    }

    private static Map<String, BigDecimal> held(JsonNode positions, String side, String amount) {
        Map<String, BigDecimal> held = new TreeMap<>();
        positions.forEach(position -> {
            BigDecimal size = new BigDecimal(position.path(amount).asText());
            if (size.signum() != 0) {
                held.put(position.path(side).asText(), size.stripTrailingZeros());
            }
        });
        return held;
    }

    private JsonNode get(String path) {
        return read(send(HttpRequest.newBuilder(uri(path))));
    }

    private JsonNode signed(String method, String request) {
        int begin = request.indexOf('?') + 1;
        String query = request.substring(begin) + "&timestamp=" + System.currentTimeMillis();
        return read(
                send(HttpRequest.newBuilder(uri(request.substring(0, begin) + query + "&signature=" + signature(query)))
                        .header("X-MBX-APIKEY", PAPER_KEY)
                        .method(method, HttpRequest.BodyPublishers.noBody())));
    }

    private static String signature(String query) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PAPER_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
