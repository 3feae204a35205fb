package dev.asterbridge.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.proof.Judge.Story;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sends alerts as TradingView does, remembers what it was answered, and asks later what became of them. */
final class Sender implements AutoCloseable {

    /** TradingView hangs up then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
        bodies.put(alert.number(), alert);
        HttpRequest request = HttpRequest.newBuilder(bridge.uri("/webhook/tradingview"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alert.body()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            note(alert.number(), answer.statusCode(), signalOf(answer));
            return answer.statusCode();
        } catch (IOException e) {
            return 0;
        }
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
        return alert != null && alert.signal().flatMap(this::verdict).isPresent();
    }

    /** What became of every alert that was sent, as the service says now. */
    List<Story> stories(Ledger ledger) {
        // The name of an order tells the signal of an alert whose sender was told nothing.
        ledger.fills().forEach(fill -> {
            Seen alert = seen.get(Alert.number(fill.post().order().quantity()));
            if (alert != null) {
                alert.add(false, Judge.signalOf(fill));
            }
        });
        return seen.entrySet().stream()
                .map(entry -> new Story(
                        entry.getKey(),
                        entry.getValue().acknowledged(),
                        entry.getValue().signal(),
                        entry.getValue().signal().flatMap(this::verdict)))
                .toList();
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
            if (answer.statusCode() == 404) {
                return resend(signal);
            }
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            JsonNode story = JSON.readTree(answer.body());
            if (story.hasNonNull("verdict")) {
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

    /** TEMPORARY. */
    private Optional<JsonNode> resend(String signal) throws IOException, InterruptedException {
        for (var entry : seen.entrySet()) {
            if (entry.getValue().signal().filter(signal::equals).isPresent()) {
                Alert alert = bodies.get(entry.getKey());
                HttpRequest request = HttpRequest.newBuilder(bridge.uri("/webhook/tradingview"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(alert.body()))
                        .build();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                String verdict = answer.statusCode() == 200
                        ? "\"executed\""
                        : answer.statusCode() == 202 ? "null" : "\"refused\"";
                JsonNode story = JSON.readTree("{\"verdict\":" + verdict + "}");
                if (story.hasNonNull("verdict")) {
                    decided.put(signal, story);
                }
                return Optional.of(story);
            }
        }
        return Optional.empty();
    }

    private final Map<Integer, Alert> bodies = new ConcurrentHashMap<>();

    @Override
    public void close() {
        client.close();
    }

    private Optional<String> verdict(String signal) {
        return story(signal).map(story -> story.path("verdict").asText("")).filter(verdict -> !verdict.isEmpty());
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
