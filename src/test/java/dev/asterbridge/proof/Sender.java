package dev.asterbridge.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.proof.Judge.Story;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sends alerts as TradingView does, remembers what it was answered, and asks later what became of them. */
final class Sender implements AutoCloseable {

    /** TradingView hangs up then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Set<String> UNDECIDED = Set.of("", "waiting", "needs_person");

    private static final JsonMapper JSON = new JsonMapper();

    private final Bridge bridge;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, Seen> seen = new ConcurrentSkipListMap<>();
    private final Map<String, JsonNode> decided = new ConcurrentHashMap<>();

    Sender(Bridge bridge) {
        this.bridge = bridge;
    }

    /** Delivers the alert once; the status of the answer, 0 when there was none. */
    int send(Alert alert) throws InterruptedException {
        seen.computeIfAbsent(alert.number(), number -> new Seen());
        try {
            HttpResponse<String> answer =
                    client.send(request("/webhook/tradingview", alert.body()), HttpResponse.BodyHandlers.ofString());
            note(alert.number(), answer.statusCode(), signalOf(answer));
            return answer.statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Delivers what has no number once, to that endpoint; the status of the answer, 0 when there was none. */
    int post(String path, String body) throws InterruptedException {
        try {
            return client.send(request(path, body), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(bridge.uri(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Remembers what was answered to a delivery that somebody else made. */
    void note(int number, int status, Optional<String> signal) {
        seen.computeIfAbsent(number, key -> new Seen()).add(status / 100 == 2, signal);
    }

    /** How many alerts were answered with 2xx. */
    long acknowledged() {
        return seen.values().stream().filter(Seen::acknowledged).count();
    }

    /** Whether the service says what became of the alert. */
    boolean isDecided(int number) {
        Seen alert = seen.get(number);
        return alert != null
                && alert.signal().flatMap(this::story).flatMap(Sender::verdict).isPresent();
    }

    /** What became of every alert that was sent, as the service says now. */
    List<Story> stories(Ledger ledger) {
        // The name of an order tells the signal of an alert whose sender was told nothing.
        Judge.entries(ledger).forEach(fill -> {
            Seen alert = seen.get(Alert.number(fill.post().order().quantity()));
            if (alert != null) {
                alert.add(false, Judge.signalOf(fill));
            }
        });
        return seen.entrySet().stream()
                .map(entry -> story(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Story story(int number, Seen alert) {
        Optional<JsonNode> story = alert.signal().flatMap(this::story);
        Map<String, String> attempts = new HashMap<>();
        story.ifPresent(known -> attempts(known)
                .forEach(attempt -> attempts.put(
                        attempt.path("client_order_id").asText(),
                        attempt.path("outcome").asText(""))));
        return new Story(number, alert.acknowledged(), alert.signal(), story.flatMap(Sender::verdict), attempts);
    }

    /** Every request to place an order that is on record in a signal's story. */
    static Stream<JsonNode> attempts(JsonNode story) {
        return elements(story.path("orders")).flatMap(order -> elements(order.path("attempts")));
    }

    /** The signal's story as the service tells it; empty when it does not answer or knows none. */
    Optional<JsonNode> story(String signal) {
        JsonNode known = decided.get(signal);
        if (known != null) {
            return Optional.of(known);
        }
        HttpRequest request = HttpRequest.newBuilder(bridge.uri("/signals/" + signal))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            JsonNode story = JSON.readTree(answer.body());
            if (verdict(story).isPresent()) {
                decided.put(signal, story);
            }
            return Optional.of(story);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Optional<String> verdict(JsonNode story) {
        return Optional.of(story.path("status").asText()).filter(status -> !UNDECIDED.contains(status));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** In the answer's location, or in its body. */
    private static Optional<String> signalOf(HttpResponse<String> answer) throws IOException {
        Optional<String> location =
                answer.headers().firstValue("Location").map(path -> path.substring(path.lastIndexOf('/') + 1));
        if (location.isPresent() || !answer.body().startsWith("{")) {
            return location;
        }
        return Optional.ofNullable(
                JSON.readTree(answer.body()).path("signal_id").textValue());
    }

    /** What the sender of one alert was told so far. */
    private static final class Seen {

        private boolean acknowledged;
        private Optional<String> signal = Optional.empty();

        synchronized void add(boolean success, Optional<String> told) {
            acknowledged |= success;
            signal = signal.or(() -> told);
        }

        synchronized boolean acknowledged() {
            return acknowledged;
        }

        synchronized Optional<String> signal() {
            return signal;
        }
    }
}
