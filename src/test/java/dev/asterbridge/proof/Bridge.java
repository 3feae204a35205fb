package dev.asterbridge.proof;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged service as a process of its own, which can be started and killed again and again on one journal. */
final class Bridge implements AutoCloseable {

    /** Where the process kills itself: at the n-th line that logs the event. */
    record CrashPoint(String event, int nth) {}

    static final String SECRET = "proof-secret";

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final String APPENDER = CrashAppender.class.getName().replace('.', '/') + ".class";

    private final Path home;
    private final Map<String, String> settings;
    private final int port;
    private List<String> jvm =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m", "--enable-native-access=ALL-UNNAMED");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private volatile Process process;

    /** A process that was started. */
    private record Run(Instant started, Path log, CompletableFuture<Instant> ended) {}

    /** @param home holds the journal and the logs */
    Bridge(Path home, URI exchange, Map<String, String> settings) throws IOException {
        this.home = Files.createDirectories(home.toAbsolutePath());
        this.port = freePort();
        this.settings = new HashMap<>(Map.of(
                "ASTERDEX_BASE_URL",
                exchange.toString(),
                "ASTERDEX_USER_ADDRESS",
                "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                "ASTERDEX_SIGNER_ADDRESS",
                Desk.AGENT,
                "ASTERDEX_PRIVATE_KEY",
                "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
                "WEBHOOK_SECRET",
                SECRET,
                "SERVER_HOST",
                "127.0.0.1",
                "SERVER_PORT",
                Integer.toString(port),
                "LOG_LEVEL",
                "DEBUG"));
        // A proof sends more in a minute than anybody should.
        List.of("MAX_ORDER_NOTIONAL", "MAX_POSITION_NOTIONAL", "MAX_LEVERAGE", "MAX_OPEN_POSITIONS")
                .forEach(limit -> this.settings.put(limit, "off"));
        List.of("MAX_ORDERS_PER_MINUTE", "MAX_DAILY_LOSS", "MAX_DRAWDOWN", "MAX_PRICE_DEVIATION")
                .forEach(limit -> this.settings.put(limit, "off"));
        this.settings.putAll(settings);
    }

    /** Other options for its JVM than those that make it start soon. */
    Bridge withOptions(String... options) {
        jvm = List.of(options);
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    int lives() {
        return runs.size();
    }

    /** Every process so far; when it was ready is what its log says. */
    List<Life> history() throws IOException {
        List<Life> history = new ArrayList<>();
        for (Run run : runs) {
            history.add(new Life(
                    run.started(),
                    ready(run.log()),
                    Optional.ofNullable(run.ended().getNow(null))));
        }
        return history;
    }

    private static Optional<Instant> ready(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("\"event\":\"recovered\""))
                    .map(TIME::matcher)
                    .filter(Matcher::find)
                    .map(time -> Instant.parse(time.group(1)))
                    .findFirst();
        }
    }

    /** Starts the process and returns once it answers. */
    Bridge start() throws IOException, InterruptedException {
        return start(List.of(), "-jar", jar().toString());
    }

    /** Starts a process that kills itself; it may do so before it has answered. */
    Bridge start(CrashPoint point) throws IOException, InterruptedException {
        Path extras = extras();
        return start(
                List.of(
                        "-D" + CrashAppender.EVENT + "=" + point.event(),
                        "-D" + CrashAppender.NTH + "=" + point.nth(),
                        "-Dlogging.config=" + extras.resolve("crash-logback.xml"),
                        "-Dloader.path=" + extras,
                        "-Dloader.main=dev.asterbridge.AsterBridge"),
                "-cp",
                jar().toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher");
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** The same, for whoever must not wait. */
    void pullThePlug() {
        process.destroyForcibly();
    }

    /** Stops it where it is, as a machine does that freezes, or lets it go on. */
    void freeze(boolean frozen) throws IOException, InterruptedException {
        new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Asks it to end, as {@code kill} does, and gives the exit code. */
    int terminate(Duration longest) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new AssertionError("still running %s after SIGTERM".formatted(longest));
        }
        return process.exitValue();
    }

    boolean endsWithin(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it is up and trading. */
    boolean isReady() {
        return ask("/health").filter(health -> health.statusCode() == 200).isPresent();
    }

    /** Whether it also knows of every order that was sent what became of it. */
    boolean isCertain() {
        return isReady()
                && ask("/lanes")
                        .filter(lanes ->
                                lanes.body().replace("\"unproven\":[]", "").contains("\"unproven\""))
                        .isEmpty();
    }

    private Optional<HttpResponse<String>> ask(String path) {
        try {
            HttpRequest question = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Optional.of(client.send(question, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
        client.close();
    }

    private Bridge start(List<String> options, String... launcher) throws IOException, InterruptedException {
        if (isAlive()) {
            throw new IllegalStateException("is already running");
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(jvm);
        command.addAll(options);
        command.addAll(List.of(launcher));
        Path log = home.resolve("bridge-%d.log".formatted(lives() + 1));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(settings);
        Instant now = Instant.now();
        process = builder.start();
        runs.add(new Run(now, log, process.onExit().thenApply(ended -> Instant.now())));
        awaitAnswer();
        return this;
    }

    private void awaitAnswer() throws InterruptedException {
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(LONGEST_START)
                    .until(() -> !process.isAlive() || answers());
        } catch (ConditionTimeoutException e) {
            kill();
            throw new AssertionError("no answer after " + LONGEST_START + "; see " + home, e);
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What a process that kills itself needs beside the jar. */
    private Path extras() throws IOException {
        Path extras = Files.createDirectories(home.resolve("extras"));
        copy("/" + APPENDER, extras.resolve(APPENDER));
        copy("/proof/crash-logback.xml", extras.resolve("crash-logback.xml"));
        return extras;
    }

    private static void copy(String resource, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try (InputStream in = Objects.requireNonNull(Bridge.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("proof.jar", "target/asterdex-trading-api.jar"))
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; ./mvnw verify builds it first");
        }
        return jar;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
