package dev.asterbridge.fuzz;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The running service as the proofs see it from outside; its paper exchange is the judge. */
final class Bridge {

    /** The published key pair of the built-in exchange, worth nothing. */
    private static final String PAPER_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";

    private static final String PAPER_SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";

    /** What the alerts name that are right before they are tampered with. */
    private static final List<String> TRADED = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT");

    static final String SECRET = "fuzz-secret-that-is-none";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final int port;

    Bridge(int port) {
        this.port = port;
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/health").statusCode() == 200);
    }

    Set<String> listed() {
        Set<String> symbols = new TreeSet<>();
        tree("/paper/fapi/v3/exchangeInfo").path("symbols").forEach(each -> {
            if (each.path("status").asText().equals("TRADING")) {
                symbols.add(each.path("symbol").asText());
            }
        });
        return symbols;
    }

    /** How many orders the exchange has taken since it started over, and positions it keeps. */
    long orders() {
        long orders = TRADED.stream()
                .map(symbol -> tree(signed("/paper/fapi/v1/allOrders?symbol=" + symbol + "&limit=1000")))
                .mapToLong(Bridge::length)
                .sum();
        long open = length(tree(signed("/paper/fapi/v1/openOrders?recvWindow=5000")));
        JsonNode positions = tree(signed("/paper/fapi/v2/positionRisk?recvWindow=5000"));
        long held = StreamSupport.stream(positions.spliterator(), false)
                .filter(position -> position.path("positionAmt").asDouble() != 0)
                .count();
        return length(positions) == 0 ? -1 : orders + open + held;
    }

    private static long length(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalStateException("no list: " + list);
        }
        return list.size();
    }

    private static String signed(String request) {
        String query = request.substring(request.indexOf('?') + 1) + "&timestamp=" + System.currentTimeMillis();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PAPER_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
            return request.substring(0, request.indexOf('?') + 1) + query + "&signature=" + signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasNothingWaiting() {
        return get("/signals?limit=500").body().indexOf("\"status\":\"waiting\"") < 0;
    }

    void startOver() {
        send(HttpRequest.newBuilder(uri("/paper/reset")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode tree(String path) {
        try {
            return json.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("X-MBX-APIKEY", PAPER_KEY));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
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
}
